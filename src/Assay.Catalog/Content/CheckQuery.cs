namespace Assay.Catalog.Content;

/// <summary>What a check says that finds nothing to judge. Never that it passed.</summary>
public enum EmptyPopulation
{
    /// <summary>There must be items, so something is missing.</summary>
    Inconclusive,

    /// <summary>It may be that nothing happened.</summary>
    Fine,
}

/// <summary>A question to the records: one SQL query over the documented views, a row for each item that it judges.</summary>
public sealed record CheckQuery : ICatalogItem
{
    public required string Id { get; init; }

    public required string Title { get; init; }

    public required string Control { get; init; }

    public required IReadOnlyList<string> Criteria { get; init; }

    public bool Ml { get; init; }

    public required EmptyPopulation Empty { get; init; }

    public required string Sql { get; init; }

    IEnumerable<string> ICatalogItem.CriteriaIds => Criteria;

    IEnumerable<ItemLink> ICatalogItem.Links =>
        [.. ItemLink.To(ItemKind.Criteria, Criteria), new(ItemKind.Controls, Control, "control")];
}
