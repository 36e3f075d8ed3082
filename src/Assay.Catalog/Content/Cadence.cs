namespace Assay.Catalog.Content;

/// <summary>Something that recurs, how often by default, and what makes it due at once.</summary>
public sealed record Cadence : ICatalogItem
{
    public required string Id { get; init; }

    public required string Title { get; init; }

    public bool Ml { get; init; }

    public required Frequency Default { get; init; }

    /// <summary>What a company may choose from.</summary>
    public required IReadOnlyList<Frequency> Range { get; init; }

    public required IReadOnlyList<string> Triggers { get; init; }

    public required IReadOnlyList<string> Controls { get; init; }

    public required string Owner { get; init; }

    public string? Note { get; init; }

    IEnumerable<string> ICatalogItem.CriteriaIds => [];

    IEnumerable<ItemLink> ICatalogItem.Links => ItemLink.To(ItemKind.Controls, Controls);
}
