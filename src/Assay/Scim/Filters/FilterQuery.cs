using System.Linq.Expressions;

namespace Assay.Scim;

/// <summary>Makes of a filter the condition of a query: columns of the row, and values as parameters. Nothing is filtered in memory.</summary>
internal sealed class FilterQuery<TRow>(ScimSchema schema) where TRow : ScimRow
{
    public Expression<Func<TRow, bool>> Of(Filter filter)
    {
        var row = Expression.Parameter(typeof(TRow), "row");
        return Expression.Lambda<Func<TRow, bool>>(Of(filter, row), row);
    }

    /// <summary>One column to sort by.</summary>
    public Expression<Func<TRow, object?>> SortBy(AttributePath path)
    {
        var row = Expression.Parameter(typeof(TRow), "row");
        var attribute = Find(path);
        if (attribute.Kind is ScimKind.Complex && path.Part is not null) attribute = PartOf(attribute, path.Part, path.At);
        if (attribute.Column is null || attribute.IsMany) throw ScimRefusedException.Path(path.ToString(), "it cannot be sorted by.");

        return Expression.Lambda<Func<TRow, object?>>(Expression.Convert(ColumnCondition.Column(row, attribute, attribute.Key ?? attribute.Column), typeof(object)), row);
    }

    private Expression Of(Filter filter, Expression row) => filter switch
    {
        Filter.And and => Expression.AndAlso(Of(and.Left, row), Of(and.Right, row)),
        Filter.Or or => Expression.OrElse(Of(or.Left, row), Of(or.Right, row)),
        Filter.Not not => Expression.Not(Of(not.Inner, row)),
        Filter.Present present => OfPath(present.Path, row, ColumnCondition.Present),
        Filter.Compare { Path: { Name: var name, Schema: null } } compare when name.Equals("schemas", StringComparison.OrdinalIgnoreCase) => Schemas(compare, row),
        Filter.Compare compare => OfPath(compare.Path, row, (part, value) => ColumnCondition.Compare(part, value, compare)),
        Filter.Within within => AnyOf(Many(within.Path), row, value => OfValue(within.Inner, Many(within.Path), value)),
        _ => throw new System.Diagnostics.UnreachableException(filter.ToString()),
    };

    /// <summary>Inside brackets names are those of the value's parts.</summary>
    private static Expression OfValue(Filter filter, ScimAttribute many, Expression value) => filter switch
    {
        Filter.And and => Expression.AndAlso(OfValue(and.Left, many, value), OfValue(and.Right, many, value)),
        Filter.Or or => Expression.OrElse(OfValue(or.Left, many, value), OfValue(or.Right, many, value)),
        Filter.Not not => Expression.Not(OfValue(not.Inner, many, value)),
        Filter.Present present => ColumnCondition.Present(PartOf(many, present.Path.Name, present.Path.At), value),
        Filter.Compare compare => ColumnCondition.Compare(PartOf(many, compare.Path.Name, compare.Path.At), value, compare),
        Filter.Within within => throw ScimRefusedException.Filter(within.Path.At, "brackets within brackets are not taken."),
        _ => throw new System.Diagnostics.UnreachableException(filter.ToString()),
    };

    private Expression OfPath(AttributePath path, Expression row, Func<ScimAttribute, Expression, Expression> test)
    {
        var attribute = Find(path);

        if (attribute.IsMany)
        {
            var parts = path.Part is not null ? [PartOf(attribute, path.Part, path.At)]
                : attribute.Part("value") is { } value ? [value]
                : attribute.Parts.Where(p => p.Kind is ScimKind.Text);
            return AnyOf(attribute, row, value => parts.Select(p => test(p, value)).Aggregate(Expression.OrElse));
        }

        if (attribute.Kind is not ScimKind.Complex)
            return path.Part is null ? test(attribute, row) : throw ScimRefusedException.Filter(path.At, $"'{attribute.Name}' has no parts.");

        return path.Part is not null
            ? test(PartOf(attribute, path.Part, path.At), row)
            : attribute.Parts.Where(p => p.Kind is ScimKind.Text).Select(p => test(p, row)).Aggregate(Expression.OrElse);
    }

    private static MethodCallExpression AnyOf(ScimAttribute many, Expression row, Func<Expression, Expression> test)
    {
        var rows = Expression.Property(row, many.Rows!);
        var type = rows.Type.GenericTypeArguments[0];
        var value = Expression.Parameter(type, "value");
        var condition = test(value);

        if (type == typeof(ScimValue))
            condition = Expression.AndAlso(Expression.Equal(Expression.Property(value, nameof(ScimValue.Attribute)), Expression.Constant(many.Name)), condition);

        return Expression.Call(typeof(Enumerable), nameof(Enumerable.Any), [type], rows, Expression.Lambda(condition, value));
    }

    private Expression Schemas(Filter.Compare asked, Expression row)
    {
        var wanted = ColumnCondition.TextOf(asked);
        if (asked.Operator is not "eq") throw ScimRefusedException.Filter(asked.Path.At, "'schemas' is compared by eq.");
        if (schema.Extension is not { } extension || !extension.Id.Equals(wanted, StringComparison.OrdinalIgnoreCase)) return Expression.Constant(schema.Id.Equals(wanted, StringComparison.OrdinalIgnoreCase));

        return extension.Attributes.SelectMany(a => a.Kind is ScimKind.Complex ? a.Parts : [a]).Select(a => ColumnCondition.Present(a, row)).Aggregate(Expression.OrElse);
    }

    private ScimAttribute Find(AttributePath path) =>
        schema.Find(path.Schema, path.Name) ?? throw ScimRefusedException.Filter(path.At, $"a {schema.Name} has no attribute '{path.Name}'.");

    private ScimAttribute Many(AttributePath path) =>
        Find(path) is { IsMany: true } many ? many : throw ScimRefusedException.Filter(path.At, $"'{path.Name}' is one value; brackets are for several.");

    private static ScimAttribute PartOf(ScimAttribute attribute, string part, int at) =>
        attribute.Part(part) ?? throw ScimRefusedException.Filter(at, $"'{attribute.Name}' has no part '{part}'.");
}
