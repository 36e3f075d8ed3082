namespace Assay.Catalog.Content;

/// <summary>What to do in an incident of one type: the first hour by the minute, then numbered steps.</summary>
public sealed record Playbook : ICatalogItem, IDocument
{
    public required string Id { get; init; }

    public required string Title { get; init; }

    public bool Ml { get; init; }

    public required string IncidentType { get; init; }

    public required string SeverityDefault { get; init; }

    public required IReadOnlyList<string> Roles { get; init; }

    public required IReadOnlyList<Mapping> Criteria { get; init; }

    public required IReadOnlyList<string> Controls { get; init; }

    public required IReadOnlyList<FirstHourStep> FirstHour { get; init; }

    public required string Body { get; init; }

    IEnumerable<string> ICatalogItem.CriteriaIds => Criteria.Select(m => m.Id);

    IEnumerable<ItemLink> ICatalogItem.Links => [.. ItemLink.To(Criteria), .. ItemLink.To(ItemKind.Controls, Controls)];
}

public sealed record FirstHourStep(int ByMinute, string Role, string Step);
