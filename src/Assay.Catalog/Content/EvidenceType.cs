namespace Assay.Catalog.Content;

/// <summary>What a piece of evidence speaks of (rules §4): a state from–to, a date, one instant, or every moment from–to.</summary>
public enum EvidenceKind
{
    InForce,
    Occurrence,
    AsOf,
    Continuous,
}

/// <summary>A kind of record that auditors ask for, what it proves, and a sheet to fill in.</summary>
public sealed record EvidenceType : ICatalogItem, IDocument
{
    public required string Id { get; init; }

    public required string Title { get; init; }

    public bool Ml { get; init; }

    public required EvidenceKind Kind { get; init; }

    public required string Description { get; init; }

    public required Frequency Frequency { get; init; }

    /// <summary>What is sampled from; null where nothing is.</summary>
    public string? Population { get; init; }

    /// <summary>Why the population does not depend on the performance of the control.</summary>
    public string? SourceIndependentOf { get; init; }

    public required IReadOnlyList<string> Controls { get; init; }

    public required IReadOnlyList<string> Criteria { get; init; }

    public required string CollectedBy { get; init; }

    /// <summary>Bears on present readiness only, never on an engagement.</summary>
    public required int MaxAgeDays { get; init; }

    /// <summary>The sheet, as Markdown.</summary>
    public required string Body { get; init; }

    IEnumerable<string> ICatalogItem.CriteriaIds => Criteria;

    IEnumerable<ItemLink> ICatalogItem.Links =>
        [.. ItemLink.To(ItemKind.Criteria, Criteria), .. ItemLink.To(ItemKind.Controls, Controls)];
}
