using System.Globalization;
using System.Text.RegularExpressions;

namespace Assay.Mlflow;

/// <summary>One comparison of a filter, as <c>tags.team = 'risk'</c>.</summary>
/// <param name="Key">The tag where <paramref name="IsTag"/>, else the attribute.</param>
/// <param name="Values">One, or those of a list after IN.</param>
internal sealed record FilterClause(bool IsTag, string Key, string Comparator, IReadOnlyList<string> Values)
{
    public string Value => Values[0];

    public int Whole => int.Parse(Value, CultureInfo.InvariantCulture);
}

/// <summary>Reads MLflow's filters: comparisons joined by AND, each of an attribute or a tag with a quoted value.</summary>
internal static partial class FilterText
{
    private static readonly string[] _ofText = ["=", "!=", "LIKE", "ILIKE"];
    private static readonly string[] _ofNumbers = ["=", "!=", ">", ">=", "<", "<="];

    public static IReadOnlyList<FilterClause> Parse(string? filter, IReadOnlyList<string> attributes, string? numeric = null)
    {
        List<FilterClause> clauses = [];
        foreach (var match in Split(filter)) clauses.Add(Read(match, attributes, numeric));
        return clauses;
    }

    /// <summary>The comparisons, with the parts <c>left</c>, <c>op</c> and <c>value</c> as they stand there.</summary>
    internal static IReadOnlyList<Match> Split(string? filter)
    {
        if (string.IsNullOrWhiteSpace(filter)) return [];

        List<Match> clauses = [];
        var at = 0;

        while (true)
        {
            var match = Clause().Match(filter, at);
            if (!match.Success) throw MlflowRefusal.Invalid($"Invalid clause(s) in filter string: {filter[at..].Trim()}");

            clauses.Add(match);
            at = match.Index + match.Length;
            if (at == filter.Length) return clauses;

            var and = And().Match(filter, at);
            if (!and.Success) throw MlflowRefusal.Invalid($"Invalid clause(s) in filter string: {filter[at..].Trim()}");
            at += and.Length;
        }
    }

    private static FilterClause Read(Match match, IReadOnlyList<string> attributes, string? numeric)
    {
        var (isTag, key) = Identify(match.Groups["left"].Value, attributes);
        var comparator = match.Groups["op"].Value.ToUpperInvariant();
        var value = match.Groups["value"].Value;

        if (!isTag && key == numeric)
        {
            if (!int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _)) throw MlflowRefusal.Invalid($"Expected numeric value type for numeric attribute: {key}. Found {value}");
            return _ofNumbers.Contains(comparator) ? new(false, key, comparator, [value]) : throw MlflowRefusal.Invalid($"Invalid comparator for attribute {key}: {comparator}");
        }

        if (value.StartsWith('('))
        {
            if (isTag || key != "run_id") throw MlflowRefusal.Invalid("Only the 'run_id' attribute supports comparison with a list of quoted string values.");
            if (comparator != "IN") throw MlflowRefusal.Invalid($"Invalid comparator for attribute: {comparator}");
            return new(false, key, "IN", Listed(value));
        }

        if (value[0] is not ('\'' or '"'))
        {
            throw MlflowRefusal.Invalid(isTag
                ? $"Expected a quoted string value for tag (e.g. 'my-value'). Got value {value}"
                : $"Expected a quoted string value or a list of quoted string values for attributes. Got value {value}");
        }

        if (!_ofText.Contains(comparator)) throw MlflowRefusal.Invalid($"Invalid comparator for {(isTag ? "tag" : "attribute")}: {comparator}");
        return new(isTag, key, comparator, [value[1..^1]]);
    }

    private static (bool IsTag, string Key) Identify(string left, IReadOnlyList<string> attributes)
    {
        var parts = left.Split('.', 2);
        var (entity, key) = parts is [var e, var k] ? (e, k) : ("attribute", left);

        if (entity is "tag" or "tags") return (true, Bare(key));
        if (entity != "attribute") throw MlflowRefusal.Invalid($"Invalid entity type '{entity}'. Valid entity types are ('attribute', 'tag', 'tags')");
        return attributes.Contains(Bare(key)) ? (false, Bare(key)) : throw MlflowRefusal.Invalid($"Invalid attribute key '{key}' specified. Valid keys are '{{{string.Join(", ", attributes.Select(a => $"'{a}'"))}}}'");
    }

    /// <summary>The quoted values of a list after IN.</summary>
    internal static IReadOnlyList<string> Listed(string value) => Quoted().Matches(value).Select(v => v.Value[1..^1]).ToList() is { Count: > 0 } values
        ? values
        : throw MlflowRefusal.Invalid("While parsing a list in the query, expected a non-empty list of string values, but got empty list");

    internal static string Bare(string key) => key is ['`', .., '`'] or ['"', .., '"'] ? key[1..^1] : key;

    [GeneratedRegex("""\G\s*(?<left>(?:\w+\.)?(?:`[^`]*`|"[^"]*"|[\w.\-/]+))\s*(?<op>!=|<=|>=|=|<|>|\bLIKE\b|\bILIKE\b|\bIN\b)\s*(?<value>'[^']*'|"[^"]*"|\((?:\s*(?:'[^']*'|"[^"]*")\s*,?)*\s*\)|[^\s'"()]+)\s*""", RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Clause();

    [GeneratedRegex(@"\GAND\b\s*", RegexOptions.IgnoreCase, 1000)]
    private static partial Regex And();

    [GeneratedRegex(@"'[^']*'|""[^""]*""", RegexOptions.None, 1000)]
    private static partial Regex Quoted();
}
