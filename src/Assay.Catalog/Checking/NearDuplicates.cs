using System.Text.RegularExpressions;
using Assay.Catalog.Content;
using Assay.Catalog.Source;

namespace Assay.Catalog.Checking;

/// <summary>
/// Two items of a kind whose texts share too many runs of five words are one item written twice. Ids, figures and
/// placeholders are masked first; partials are not part of an item's text.
/// </summary>
internal static partial class NearDuplicates
{
    public const double MostAlike = 0.35;

    public static IEnumerable<Fault> Check(CatalogLibrary catalog, CatalogSource source) =>
    [
        .. Within(source, "controls", catalog.Controls, c => $"{c.Statement} {c.Narrative} {string.Join(' ', c.Checklist)} {c.TestOfDesign} {c.TestOfOperation.Procedure} {string.Join(' ', c.TestOfOperation.Attributes.Select(a => a.Text))}"),
        .. Within(source, "criteria", catalog.Criteria, c => $"{c.Summary} {c.Ml.Data} {c.Ml.Training} {c.Ml.Inference} {c.Ml.Vendors} {string.Join(' ', c.CommonExceptions)}"),
        .. Within(source, "policies", catalog.Policies, p => p.Body),
        .. Within(source, "risks", catalog.Risks, r => $"{r.Description} {r.Example} {r.Detection}"),
    ];

    private static IEnumerable<Fault> Within<T>(CatalogSource source, string kind, IEnumerable<T> items, Func<T, string> text) where T : ICatalogItem
    {
        var runs = items.Select(item => (item.Id, Runs: RunsOf(text(item)))).ToList();

        for (var i = 0; i < runs.Count; i++)
        {
            for (var j = i + 1; j < runs.Count; j++)
            {
                var shared = runs[i].Runs.Count(runs[j].Runs.Contains);
                var alike = (double)shared / Math.Max(1, runs[i].Runs.Count + runs[j].Runs.Count - shared);
                if (alike >= MostAlike) yield return source.At(kind, runs[j].Id, runs[j].Id, $"{alike:P0} like {runs[i].Id}; two items that say the same are one.");
            }
        }
    }

    private static HashSet<int> RunsOf(string text)
    {
        var words = Masked().Replace(text.ToLowerInvariant(), " ").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return [.. Enumerable.Range(0, Math.Max(0, words.Length - 4)).Select(i => HashCode.Combine(words[i], words[i + 1], words[i + 2], words[i + 3], words[i + 4]))];
    }

    [GeneratedRegex(@"\{\{[^}]*\}\}|\{#[^}]*\}|\b[a-z]{1,3}-?\d[\w.-]*|\d+|[^a-z ]", RegexOptions.NonBacktracking)]
    private static partial Regex Masked();
}
