namespace Assay.Catalog.Content;

/// <summary>A published or estimated number with its source and date, so that nobody has to take it on trust.</summary>
public sealed record ReferenceNumber : ICatalogItem
{
    public required string Id { get; init; }

    /// <summary>What is counted.</summary>
    public required string Subject { get; init; }

    public required decimal Low { get; init; }

    public required decimal High { get; init; }

    /// <summary>What the product begins with, where one figure is needed.</summary>
    public decimal? Default { get; init; }

    /// <summary>Such as <c>months</c>, <c>usd</c> or <c>per_year</c>.</summary>
    public required string Unit { get; init; }

    public required string Source { get; init; }

    /// <summary>When we last set or checked it.</summary>
    public required DateOnly Date { get; init; }

    public string? Note { get; init; }

    string ICatalogItem.Title => Subject;

    bool ICatalogItem.Ml => false;

    IEnumerable<string> ICatalogItem.CriteriaIds => [];

    IEnumerable<ItemLink> ICatalogItem.Links => [];
}
