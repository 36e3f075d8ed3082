using Assay.Catalog.Conditions;

namespace Assay.Catalog.Content;

public enum PolicyType
{
    Policy,
    Standard,
    Procedure,
    Plan,
}

public enum Recommended
{
    Core,
    Wave,
    Optional,
}

/// <summary>A policy, standard, procedure or plan whose text varies with a company's answers.</summary>
public sealed record Policy : ICatalogItem, IDocument
{
    public required string Id { get; init; }

    public required string Title { get; init; }

    public bool Ml { get; init; }

    public required PolicyType Type { get; init; }

    /// <summary>Rollout wave, 1 is the highest risk.</summary>
    public required int Wave { get; init; }

    /// <summary>Data governance, model development and deployment, ML infrastructure, AI vendors.</summary>
    public bool CriticalArea { get; init; }

    public required IReadOnlyList<string> Topics { get; init; }

    public required string Owner { get; init; }

    public required string Approver { get; init; }

    public required Frequency Review { get; init; }

    public required IReadOnlyList<Mapping> Criteria { get; init; }

    public required IReadOnlyList<string> Controls { get; init; }

    public required IReadOnlyList<PolicyRule> Rules { get; init; }

    public Condition? AppliesWhen { get; init; }

    public required Recommended Recommended { get; init; }

    public required string Body { get; init; }

    IEnumerable<string> ICatalogItem.CriteriaIds => Criteria.Select(m => m.Id);

    IEnumerable<ItemLink> ICatalogItem.Links =>
    [
        .. ItemLink.To(Criteria), .. ItemLink.To(ItemKind.Controls, Controls),
        .. Rules.Select(r => new ItemLink(ItemKind.Controls, r.Control, $"rules[{r.Id}]")),
    ];
}

/// <summary>A procedural statement as data, so that practice can be compared with it.</summary>
public sealed record PolicyRule(
    string Id, string Actor, string Action, string Trigger, string Threshold, string Record, string Control);

/// <summary>An item whose file is front matter and Markdown.</summary>
public interface IDocument
{
    string Body { get; }
}
