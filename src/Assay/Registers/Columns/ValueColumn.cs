using System.Linq.Expressions;
using System.Reflection;

namespace Assay.Registers;

/// <summary>A column that is a property of the row. Order and filters become SQL; nothing is sorted in memory.</summary>
/// <remarks>PostgreSQL puts absent values last when ascending and first when descending; keyed paging follows it.</remarks>
public abstract class ValueColumn<TRow, TValue>(string key, string title, Expression<Func<TRow, TValue>> property) : Column<TRow>(key, title)
    where TRow : class, IRegisterRow
{
    private readonly Func<TRow, TValue> _get = property.Compile();
    private readonly PropertyInfo _set = PropertyOf(property);

    protected Expression<Func<TRow, TValue>> Property { get; } = property;

    protected TValue Get(TRow row) => _get(row);

    protected void Set(TRow row, TValue value) => _set.SetValue(row, value);

    /// <returns>Whether the text is a value of this column; empty text is none.</returns>
    protected abstract bool TryParse(string text, out TValue value);

    internal override IQueryable<TRow> Having(IQueryable<TRow> rows, string text) =>
        TryParse(text, out var wanted) ? Where(rows, Expression.Equal(Property.Body, Parameter(wanted, Property.Body.Type))) : rows.Where(_ => false);

    internal override IQueryable<TRow> Ordered(IQueryable<TRow> rows, bool descending) => descending
        ? rows.OrderByDescending(Property).ThenByDescending(r => r.Id)
        : rows.OrderBy(Property).ThenBy(r => r.Id);

    internal override IQueryable<TRow> After(IQueryable<TRow> rows, string text, Guid id, bool descending)
    {
        var value = Property.Body;
        var sameId = Expression.Property(Property.Parameters[0], nameof(IRegisterRow.Id));
        var laterId = Later(sameId, Parameter(id, typeof(Guid)), descending);
        var mayBeNull = default(TValue) is null;

        if (text is "" && mayBeNull)
        {
            var none = Expression.Equal(value, Expression.Constant(null, value.Type));
            var tied = Expression.AndAlso(none, laterId);
            return Where(rows, descending ? Expression.OrElse(tied, Expression.Not(none)) : tied);
        }

        if (!TryParse(text, out var last)) return rows.Where(_ => false);

        var lastValue = Parameter(last, value.Type);
        var after = Expression.OrElse(Later(value, lastValue, descending), Expression.AndAlso(Expression.Equal(value, lastValue), laterId));

        return Where(rows, mayBeNull && !descending ? Expression.OrElse(after, Expression.Equal(value, Expression.Constant(null, value.Type))) : after);
    }

    protected IQueryable<TRow> Where(IQueryable<TRow> rows, Expression condition) =>
        rows.Where(Expression.Lambda<Func<TRow, bool>>(condition, Property.Parameters));

    private static BinaryExpression Later(Expression value, Expression last, bool descending)
    {
        if (value.Type == typeof(string))
        {
            var compared = Expression.Call(typeof(string), nameof(string.Compare), null, value, last);
            return descending ? Expression.LessThan(compared, Expression.Constant(0)) : Expression.GreaterThan(compared, Expression.Constant(0));
        }

        return descending ? Expression.LessThan(value, last) : Expression.GreaterThan(value, last);
    }

    // A member of a constant, not a constant: the database then sees a parameter and keeps one plan.
    protected static Expression Parameter<T>(T value, Type type)
    {
        var held = Expression.Field(Expression.Constant(new Held<T>(value)), nameof(Held<>.Value));
        return held.Type == type ? held : Expression.Convert(held, type);
    }

    private static PropertyInfo PropertyOf(Expression<Func<TRow, TValue>> property) =>
        (property.Body is UnaryExpression convert ? convert.Operand : property.Body) is MemberExpression { Member: PropertyInfo found }
            ? found
            : throw new ArgumentException("A column is one property of the row.", nameof(property));

    private sealed class Held<T>(T value)
    {
        public readonly T Value = value;
    }
}
