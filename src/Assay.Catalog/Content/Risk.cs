using Assay.Catalog.Conditions;

namespace Assay.Catalog.Content;

/// <summary>A threat or failure with our default rating on scales of 1 to 5.</summary>
public sealed record Risk : ICatalogItem
{
    public required string Id { get; init; }

    public required string Title { get; init; }

    public bool Ml { get; init; }

    public required string Description { get; init; }

    public required string Example { get; init; }

    public required int Likelihood { get; init; }

    public required string LikelihoodBecause { get; init; }

    public required int Impact { get; init; }

    public required string ImpactBecause { get; init; }

    public required IReadOnlyList<string> Criteria { get; init; }

    public required IReadOnlyList<string> Controls { get; init; }

    public required string Detection { get; init; }

    public Condition? ProposeWhen { get; init; }

    public IReadOnlyList<string> Atlas { get => field ?? []; init; }

    public IReadOnlyList<string> Owasp { get => field ?? []; init; }

    /// <summary>Likelihood × impact, 1 to 25.</summary>
    public int Inherent => Likelihood * Impact;

    IEnumerable<string> ICatalogItem.CriteriaIds => Criteria;

    IEnumerable<ItemLink> ICatalogItem.Links =>
        [.. ItemLink.To(ItemKind.Criteria, Criteria), .. ItemLink.To(ItemKind.Controls, Controls)];
}
