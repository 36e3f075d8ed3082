using Assay.Catalog.Conditions;

namespace Assay.Catalog.Content;

/// <summary>
/// One of the 61 criteria of the 2017 Trust Services Criteria (revised points of focus 2022): the AICPA's id, everything
/// else in our words, because the criteria texts are AICPA copyright.
/// </summary>
public sealed record Criterion : ICatalogItem
{
    public required string Id { get; init; }

    public required Category Category { get; init; }

    public required string Group { get; init; }

    public required string Title { get; init; }

    public required string Summary { get; init; }

    public required MlMeaning Ml { get; init; }

    /// <summary>The controls on which the status rests (rules §1).</summary>
    public required IReadOnlyList<string> KeyControls { get; init; }

    public required IReadOnlyList<string> Evidence { get; init; }

    public required IReadOnlyList<string> CommonExceptions { get; init; }

    public required IReadOnlyList<PointOfFocus> Points { get; init; }

    public Exclusion? NotApplicableWhen { get; init; }

    bool ICatalogItem.Ml => true;

    IEnumerable<string> ICatalogItem.CriteriaIds => [Id];

    IEnumerable<ItemLink> ICatalogItem.Links =>
    [
        .. ItemLink.To(ItemKind.Controls, KeyControls, "key_controls"),
        .. Points.SelectMany(p => ItemLink.To(ItemKind.Controls, p.AddressedBy, $"points[{p.Id}].addressed_by")),
        .. ItemLink.To(ItemKind.Evidence, Evidence),
    ];
}

/// <summary>What a criterion means along the ML lifecycle.</summary>
public sealed record MlMeaning(string Data, string Training, string Inference, string Vendors);

/// <summary>A consideration, not a requirement. The ids are ours: the AICPA gives none.</summary>
public sealed record PointOfFocus
{
    public required string Id { get; init; }

    public required string Text { get; init; }

    public IReadOnlyList<string> AddressedBy { get => field ?? []; init; }

    public string? NotRelevantBecause { get; init; }
}

/// <summary>The catalog's permission to hold a criterion not applicable.</summary>
public sealed record Exclusion(Condition Condition, string Reason);
