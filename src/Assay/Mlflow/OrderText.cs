using System.Text.RegularExpressions;

namespace Assay.Mlflow;

/// <summary>Reads MLflow's <c>order_by</c>: a key, and ASC or DESC.</summary>
internal static partial class OrderText
{
    public static IReadOnlyList<(string Key, bool Ascending)> Parse(IReadOnlyList<string> clauses, IReadOnlyList<string> keys)
    {
        List<(string Key, bool Ascending)> orders = [];

        foreach (var clause in clauses)
        {
            var match = Clause().Match(clause);
            if (!match.Success) throw MlflowRefusal.Invalid($"Invalid order_by clause '{clause}'. Could not be parsed.");

            var key = match.Groups["key"].Value.Trim('`', '"');
            if (!keys.Contains(key)) throw MlflowRefusal.Invalid($"Invalid order by key '{key}' specified. Valid keys are '{{{string.Join(", ", keys.Select(k => $"'{k}'"))}}}'");
            if (key == "timestamp") key = "last_updated_timestamp";
            if (orders.Any(o => o.Key == key)) throw MlflowRefusal.Invalid($"`order_by` contains duplicate fields: [{string.Join(", ", clauses.Select(c => $"'{c}'"))}]");

            orders.Add((key, !match.Groups["way"].Value.Equals("DESC", StringComparison.OrdinalIgnoreCase)));
        }

        return orders;
    }

    [GeneratedRegex(@"\A\s*(?:attribute\.)?(?<key>`\w+`|""\w+""|\w+)(?:\s+(?<way>ASC|DESC))?\s*\z", RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Clause();
}
