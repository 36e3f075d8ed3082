using System.Globalization;
using System.Linq.Expressions;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;

namespace Assay.Scim;

/// <summary>What a filter asks of one column, as the database is asked it.</summary>
internal static class ColumnCondition
{
    private const string _like = "\\";

    public static Expression Present(ScimAttribute attribute, Expression row)
    {
        if (attribute.Kind is ScimKind.Id or ScimKind.Time) return Expression.Constant(true);

        var column = Column(row, attribute, attribute.Column ?? throw ScimRefusedException.Filter(0, $"'{attribute.Name}' cannot be asked about."));
        return column.Type == typeof(bool) ? Expression.Constant(true) : Expression.NotEqual(column, Expression.Constant(null, column.Type));
    }

    public static Expression Compare(ScimAttribute attribute, Expression row, Filter.Compare asked)
    {
        if (attribute.Column is null) throw ScimRefusedException.Filter(asked.Path.At, $"'{asked.Path}' cannot be asked about.");
        if (asked.Value.ValueKind is JsonValueKind.Null) return OfNull(attribute, row, asked);

        return attribute.Kind switch
        {
            ScimKind.Truth => OfTruth(attribute, row, asked),
            ScimKind.Time => Ordered(Column(row, attribute, attribute.Column), TimeOf(asked), asked),
            ScimKind.Id => OfId(attribute, row, asked),
            _ => OfText(attribute, row, asked),
        };
    }

    private static Expression OfNull(ScimAttribute attribute, Expression row, Filter.Compare asked) => asked.Operator switch
    {
        "eq" => Expression.Not(Present(attribute, row)),
        "ne" => Present(attribute, row),
        _ => throw ScimRefusedException.Filter(asked.Path.At, "null is compared by eq and ne."),
    };

    private static BinaryExpression OfTruth(ScimAttribute attribute, Expression row, Filter.Compare asked)
    {
        if (asked.Value.ValueKind is not (JsonValueKind.True or JsonValueKind.False) || asked.Operator is not ("eq" or "ne"))
            throw ScimRefusedException.Filter(asked.Path.At, $"'{asked.Path}' is compared by eq or ne with true or false.");

        var wanted = asked.Value.ValueKind is JsonValueKind.True == asked.Operator is "eq";
        return Expression.Equal(Column(row, attribute, attribute.Column!), Expression.Constant(wanted, Column(row, attribute, attribute.Column!).Type));
    }

    private static Expression OfId(ScimAttribute attribute, Expression row, Filter.Compare asked)
    {
        if (asked.Operator is not ("eq" or "ne")) throw ScimRefusedException.Filter(asked.Path.At, $"'{asked.Path}' is compared by eq or ne.");

        // An id that is none of ours is nobody's.
        if (!Guid.TryParse(TextOf(asked), out var id)) return Expression.Constant(asked.Operator is "ne");
        return Ordered(Expression.Property(row, attribute.Column!), Parameter(id), asked);
    }

    private static Expression OfText(ScimAttribute attribute, Expression row, Filter.Compare asked)
    {
        var text = TextOf(asked);

        // With a key both sides are lowered here; without one the database compares, by the rules by which it was written.
        if (attribute.Key is not null) return Plain(Column(row, attribute, attribute.Key), text.ToLowerInvariant(), asked);
        if (attribute.IsCaseExact) return Plain(Column(row, attribute, attribute.Column!), text, asked);

        var column = Column(row, attribute, attribute.Column!);
        return asked.Operator switch
        {
            "eq" => Like(column, Escape(text)),
            "ne" => Expression.OrElse(Expression.Equal(column, Expression.Constant(null, typeof(string))), Expression.Not(Like(column, Escape(text)))),
            "co" => Like(column, $"%{Escape(text)}%"),
            "sw" => Like(column, $"{Escape(text)}%"),
            "ew" => Like(column, $"%{Escape(text)}"),
            _ => Plain(Expression.Call(column, nameof(string.ToLower), null), text.ToLowerInvariant(), asked),
        };
    }

    private static Expression Plain(Expression column, string text, Filter.Compare asked) => asked.Operator switch
    {
        "co" => Expression.Call(column, nameof(string.Contains), null, Parameter(text)),
        "sw" => Expression.Call(column, nameof(string.StartsWith), null, Parameter(text)),
        "ew" => Expression.Call(column, nameof(string.EndsWith), null, Parameter(text)),
        "eq" => Expression.Equal(column, Parameter(text)),
        "ne" => Expression.NotEqual(column, Parameter(text)),
        _ => Ordered(Expression.Call(typeof(string), nameof(string.Compare), null, column, Parameter(text)), Expression.Constant(0), asked),
    };

    private static BinaryExpression Ordered(Expression left, Expression right, Filter.Compare asked) => asked.Operator switch
    {
        "eq" => Expression.Equal(left, right),
        "ne" => Expression.NotEqual(left, right),
        "gt" => Expression.GreaterThan(left, right),
        "ge" => Expression.GreaterThanOrEqual(left, right),
        "lt" => Expression.LessThan(left, right),
        "le" => Expression.LessThanOrEqual(left, right),
        _ => throw ScimRefusedException.Filter(asked.Path.At, $"'{asked.Path}' is compared by eq, ne, gt, ge, lt or le."),
    };

    public static Expression Column(Expression row, ScimAttribute attribute, string column)
    {
        if (attribute.Kind is ScimKind.Id or ScimKind.Time) return Expression.Property(row, column);

        var type = attribute.Kind is ScimKind.Truth ? attribute.Name is "active" ? typeof(bool) : typeof(bool?) : typeof(string);
        return Expression.Call(typeof(EF), nameof(EF.Property), [type], row, Expression.Constant(column));
    }

    private static MethodCallExpression Like(Expression column, string pattern) => Expression.Call(
        typeof(NpgsqlDbFunctionsExtensions), nameof(NpgsqlDbFunctionsExtensions.ILike), null,
        Expression.Constant(EF.Functions), column, Parameter(pattern), Expression.Constant(_like));

    private static string Escape(string text) =>
        text.Replace(_like, @"\\", StringComparison.Ordinal).Replace("%", @"\%", StringComparison.Ordinal).Replace("_", @"\_", StringComparison.Ordinal);

    public static string TextOf(Filter.Compare asked) =>
        asked.Value.ValueKind is JsonValueKind.String && asked.Value.GetString()!.Replace("\0", "", StringComparison.Ordinal) is var text
            ? text
            : throw ScimRefusedException.Filter(asked.Path.At, $"'{asked.Path}' is compared with a text in double quotes.");

    private static MemberExpression TimeOf(Filter.Compare asked) =>
        DateTimeOffset.TryParse(TextOf(asked), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? Parameter(time.ToUniversalTime())
            : throw ScimRefusedException.Filter(asked.Path.At, $"'{asked.Path}' is compared with a time such as \"2026-03-02T09:00:00Z\".");

    /// <summary>Read through a field, so that the database gets a parameter and not a piece of its statement.</summary>
    private static MemberExpression Parameter<T>(T value) => Expression.Field(Expression.Constant(new Holder<T>(value)), nameof(Holder<T>.Value));

    private sealed class Holder<T>(T value)
    {
        public readonly T Value = value;
    }
}
