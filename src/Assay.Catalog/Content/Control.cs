using System.Text.Json.Serialization;
using Assay.Catalog.Conditions;

namespace Assay.Catalog.Content;

/// <summary>What somebody does so that criteria are met, how it is tested, and which answers tell of it.</summary>
public sealed record Control : ICatalogItem
{
    public required string Id { get; init; }

    public required string Title { get; init; }

    /// <summary>Statement, population and a test attribute all name an ML object.</summary>
    public bool Ml { get; init; }

    public required string Domain { get; init; }

    public required TaskGroup Group { get; init; }

    public required Timing Timing { get; init; }

    public required string Statement { get; init; }

    public required string Narrative { get; init; }

    public required Nature Nature { get; init; }

    public required Mode Mode { get; init; }

    public required string Owner { get; init; }

    public required Frequency Frequency { get; init; }

    /// <summary>Human hours a year for a company of about fifteen people.</summary>
    public required decimal HoursPerYear { get; init; }

    /// <summary>Working days to put it in place.</summary>
    public required decimal EffortDays { get; init; }

    /// <summary>What the control acts on, from a source independent of its performance; null where nothing is sampled.</summary>
    public string? Population { get; init; }

    public required IReadOnlyList<Mapping> Criteria { get; init; }

    /// <summary>The facts that tell its state; the weakest decides.</summary>
    public required IReadOnlyList<AnsweredBy> AnsweredBy { get; init; }

    public Condition? AppliesWhen { get; init; }

    public required SmallCompany SmallCompany { get; init; }

    public required IReadOnlyList<string> Checklist { get; init; }

    public required string TestOfDesign { get; init; }

    public required TestOfOperation TestOfOperation { get; init; }

    public required IReadOnlyList<string> Evidence { get; init; }

    public required IReadOnlyList<string> Policies { get; init; }

    public required IReadOnlyList<string> Risks { get; init; }

    public IReadOnlyList<string> Checks { get => field ?? []; init; }

    public required IReadOnlyList<Crosswalk> Crosswalk { get; init; }

    /// <summary>Title of the task that puts the control in place.</summary>
    public required string Task { get; init; }

    /// <summary>No answer alone puts it in place; only records do.</summary>
    public bool RestsOnHints => AnsweredBy.All(by => by.AtMost < Level.Operating);

    IEnumerable<string> ICatalogItem.CriteriaIds => Criteria.Select(m => m.Id);

    IEnumerable<ItemLink> ICatalogItem.Links =>
    [
        .. ItemLink.To(Criteria), .. ItemLink.To(ItemKind.Policies, Policies), .. ItemLink.To(ItemKind.Risks, Risks),
        .. ItemLink.To(ItemKind.Evidence, Evidence), .. ItemLink.To(ItemKind.Checks, Checks),
    ];
}

/// <summary>An item serves a criterion, and why.</summary>
public sealed record Mapping(string Id, string Because);

/// <summary>A clause of another framework that the item also serves. Ids and our words only.</summary>
public sealed record Crosswalk(string Framework, string Id, string Because);

public sealed record TestOfOperation(string Procedure, IReadOnlyList<TestAttribute> Attributes, string PassRule);

/// <summary>One thing judged pass or deviation for each sampled item.</summary>
public sealed record TestAttribute(string Id, string Text);

/// <summary>A fact that tells of a control; <see cref="AtMost"/> bounds what a mere hint can carry.</summary>
[JsonConverter(typeof(AnsweredByJson))]
public sealed record AnsweredBy(string Fact, Level AtMost = Level.Operating);
