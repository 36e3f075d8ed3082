namespace Assay.Catalog.Content;

/// <summary>Where in the life of a model something matters.</summary>
public enum Stage
{
    Data,
    Training,
    Inference,
    Vendors,
}

/// <summary>A worry about AI as buyers put it, and the criteria and controls that answer it.</summary>
public sealed record Concern : ICatalogItem
{
    public required string Id { get; init; }

    public required string Title { get; init; }

    public required Stage Stage { get; init; }

    /// <summary>How a buyer or an auditor asks.</summary>
    public required string Question { get; init; }

    /// <summary>What a good answer rests on.</summary>
    public required string Answer { get; init; }

    public required IReadOnlyList<Mapping> Criteria { get; init; }

    public required IReadOnlyList<string> Controls { get; init; }

    public IReadOnlyList<string> Risks { get => field ?? []; init; }

    public IReadOnlyList<string> Evidence { get => field ?? []; init; }

    bool ICatalogItem.Ml => true;

    IEnumerable<string> ICatalogItem.CriteriaIds => Criteria.Select(m => m.Id);

    IEnumerable<ItemLink> ICatalogItem.Links =>
    [
        .. ItemLink.To(Criteria), .. ItemLink.To(ItemKind.Controls, Controls), .. ItemLink.To(ItemKind.Risks, Risks),
        .. ItemLink.To(ItemKind.Evidence, Evidence),
    ];
}
