namespace Assay.Catalog.Content;

/// <summary>A text to fill in or to read whose words vary with a company's answers: an agreement, a report, a form, a guide.</summary>
public sealed record DocumentTemplate : ICatalogItem, IDocument
{
    public required string Id { get; init; }

    public required string Title { get; init; }

    public bool Ml { get; init; }

    /// <summary>What it is in one word, such as <c>agreement</c>.</summary>
    public required string Kind { get; init; }

    public IReadOnlyList<Mapping> Criteria { get => field ?? []; init; }

    public IReadOnlyList<string> Controls { get => field ?? []; init; }

    public required string Body { get; init; }

    IEnumerable<string> ICatalogItem.CriteriaIds => Criteria.Select(m => m.Id);

    IEnumerable<ItemLink> ICatalogItem.Links => [.. ItemLink.To(Criteria), .. ItemLink.To(ItemKind.Controls, Controls)];
}
