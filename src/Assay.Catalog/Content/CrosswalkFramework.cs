using System.Globalization;

namespace Assay.Catalog.Content;

/// <summary>A framework that controls refer to, and the ids that exist in it.</summary>
/// <param name="Ids">Each an id, or a range in its last number: <c>A.5.1..37</c>, <c>LLM01..10:2025</c>.</param>
public sealed record CrosswalkFramework(string Id, string Title, IReadOnlyList<string> Ids)
{
    public IEnumerable<string> All => Ids.SelectMany(Expand);

    private static IEnumerable<string> Expand(string range)
    {
        var dots = range.IndexOf("..", StringComparison.Ordinal);
        if (dots < 0) return [range];

        var digits = range[..dots].Reverse().TakeWhile(char.IsAsciiDigit).Count();
        var end = new string([.. range[(dots + 2)..].TakeWhile(char.IsAsciiDigit)]);
        var (prefix, suffix) = (range[..(dots - digits)], range[(dots + 2 + end.Length)..]);
        var first = int.Parse(range.AsSpan(dots - digits, digits), CultureInfo.InvariantCulture);
        var format = digits > 1 ? $"D{digits}" : "D";       // AML.T0001, but A.5.9 and A.5.10

        return Enumerable.Range(first, int.Parse(end, CultureInfo.InvariantCulture) - first + 1).Select(n => prefix + n.ToString(format) + suffix);
    }
}
