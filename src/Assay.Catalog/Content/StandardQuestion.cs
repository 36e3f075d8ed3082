namespace Assay.Catalog.Content;

/// <summary>A question that buyers ask, and an answer that may be given only while its controls are in place.</summary>
public sealed record StandardQuestion : ICatalogItem, IDocument
{
    public required string Id { get; init; }

    public required string Section { get; init; }

    public required string Text { get; init; }

    /// <summary>A template, as those of policies.</summary>
    public required string Answer { get; init; }

    public required IReadOnlyList<string> Controls { get; init; }

    public required IReadOnlyList<string> Criteria { get; init; }

    public bool Ml { get; init; }

    string ICatalogItem.Title => Text;

    string IDocument.Body => Answer;

    IEnumerable<string> ICatalogItem.CriteriaIds => Criteria;

    IEnumerable<ItemLink> ICatalogItem.Links => [.. ItemLink.To(ItemKind.Criteria, Criteria), .. ItemLink.To(ItemKind.Controls, Controls)];
}
