using Assay.Catalog;

namespace Assay.Policies;

/// <summary>What a policy touches: the criteria that it serves, the controls that prove it, the rules that its text cites.</summary>
internal static class PolicyLinks
{
    public static IReadOnlyList<(string Title, string Href)> Above { get; } = [("Policies", "/policies")];

    public static IReadOnlyList<(string Title, string Href)> Below(string policyId, string title) => [.. Above, (title, $"/policies/{policyId}")];

    public static IEnumerable<LinkedPanel.Link> Of(CatalogLibrary catalog, ReadPolicy.Result found) =>
    [
        .. found.Policy.Criteria.Select(m => new LinkedPanel.Link("Criteria", $"{m.Id} {catalog.Criteria[m.Id].Title}", $"/criteria/{m.Id}")),
        .. found.Policy.Controls.Where(c => catalog.Controls.TryGet(c, out _)).Select(c => new LinkedPanel.Link("Controls", $"{c} {catalog.Controls[c].Title}", $"/controls/{c}")),
        .. found.Document.Rules.Select(r => new LinkedPanel.Link("Rules that this text states", $"{r.Id} {r.Actor} {r.Action}", null)),
    ];
}
