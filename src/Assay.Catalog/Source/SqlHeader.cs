using System.Text.Json.Serialization.Metadata;

namespace Assay.Catalog.Source;

/// <summary>
/// The comment lines that open a SQL file, as fields: <c>-- title: words to the end of the line</c>. Where the type holds
/// a list, commas part its items. What follows is the query.
/// </summary>
internal static class SqlHeader
{
    public static YamlTree.Map Read(string text, JsonTypeInfo type)
    {
        var lists = type.Properties.Where(p => type.Options.GetTypeInfo(p.PropertyType).Kind is JsonTypeInfoKind.Enumerable).Select(p => p.Name).ToHashSet();
        var lines = text.Split('\n');
        List<YamlTree.Pair> pairs = [];

        foreach (var line in lines.TakeWhile(IsField))
        {
            var at = pairs.Count + 1;
            var colon = line.IndexOf(": ", StringComparison.Ordinal);
            var (key, value) = (line[3..colon], line[(colon + 2)..].Trim());
            pairs.Add(new(at, key, lists.Contains(key)
                ? new YamlTree.Sequence(at, [.. value.Split(',', StringSplitOptions.TrimEntries).Select(item => new YamlTree.Scalar(at, item, Plain: true))])
                : new YamlTree.Scalar(at, value, Plain: true)));
        }

        var query = string.Join('\n', lines.Skip(pairs.Count)).Trim() + "\n";
        return new(1, [.. pairs, new(pairs.Count + 1, "sql", new YamlTree.Scalar(pairs.Count + 1, query.Trim().Length == 0 ? "" : query, Plain: false))]);
    }

    private static bool IsField(string line) =>
        line.StartsWith("-- ", StringComparison.Ordinal) && line.IndexOf(": ", StringComparison.Ordinal) is > 3 and var colon
        && line[3..colon].All(c => c is >= 'a' and <= 'z' or '_');
}
