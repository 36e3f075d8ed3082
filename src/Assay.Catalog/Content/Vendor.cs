namespace Assay.Catalog.Content;

/// <summary>What a source said about a SOC 2 report. <see cref="Listed"/>: a trust page names SOC 2 without its type.</summary>
public enum Soc2Report
{
    Unknown,
    Listed,
    Type1,
    Type2,
}

public enum TrainsOnInputs
{
    Unknown,
    NotApplicable,
    No,
    OptOut,
    Yes,
}

/// <summary>A supplier that ML companies use: a start for a company's register, never an assessment.</summary>
public sealed record Vendor : ICatalogItem
{
    public required string Id { get; init; }

    public required string Title { get; init; }

    /// <summary>One of the vendor categories.</summary>
    public required string Category { get; init; }

    public bool Ml { get; init; }

    public required IReadOnlyList<string> Criteria { get; init; }

    public required string Purpose { get; init; }

    public required string DataUsually { get; init; }

    /// <summary>The home country, or <c>unknown</c>.</summary>
    public required string Jurisdiction { get; init; }

    public required Soc2Report Soc2Report { get; init; }

    public required TrainsOnInputs TrainsOnInputs { get; init; }

    public IReadOnlyList<SourcedFact> Facts { get => field ?? []; init; }

    IEnumerable<string> ICatalogItem.CriteriaIds => Criteria;

    IEnumerable<ItemLink> ICatalogItem.Links =>
        [.. ItemLink.To(ItemKind.Criteria, Criteria), new(ItemKind.VendorCategories, Category, "category")];
}

/// <param name="Source">The address that was read.</param>
/// <param name="ReadOn">The day of that copy, or its month where the copy names no day.</param>
public sealed record SourcedFact(string Fact, string Source, string ReadOn);
