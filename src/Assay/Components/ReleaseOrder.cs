using System.Globalization;
using System.Text.RegularExpressions;

namespace Assay.Components;

/// <summary>Which of two releases came first: numbers by value, and what is marked alpha, beta, rc or dev before the release itself.</summary>
internal static partial class ReleaseOrder
{
    private static readonly string[] _before = ["dev", "a", "alpha", "b", "beta", "c", "rc", "pre", "preview"];

    public static int Compare(string left, string right)
    {
        var (a, b) = (Parts(left), Parts(right));

        for (var i = 0; i < Math.Max(a.Count, b.Count); i++)
        {
            var compared = Rank(a, i).CompareTo(Rank(b, i));
            if (compared != 0) return compared;
        }

        return 0;
    }

    private static List<string> Parts(string release) => [.. Part().Matches(release.TrimStart('v', 'V').Split('+')[0].ToLowerInvariant()).Select(m => m.Value)];

    /// <summary>A mark of a release before the release ranks below its absence, and its absence equals a zero.</summary>
    private static (int Mark, decimal Number) Rank(List<string> parts, int at) =>
        at >= parts.Count ? (0, 0)
        : decimal.TryParse(parts[at], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? (0, number)
        : Array.IndexOf(_before, parts[at]) is >= 0 and var mark ? (mark - _before.Length, 0)
        : (1, 0);

    [GeneratedRegex(@"\d+|[a-z]+", RegexOptions.None, 1000)]
    private static partial Regex Part();
}
