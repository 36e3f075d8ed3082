namespace Assay.Catalog.Content;

/// <summary>The moments of a programme from which its dates are counted, in their order.</summary>
public enum Anchor
{
    Start,

    /// <summary>Readiness is over; remediation begins.</summary>
    Remediation,

    WindowStart,

    WindowEnd,

    Report,
}

/// <summary>A way from the first day to the report, as phases with their milestones.</summary>
public sealed record ProgrammePlan : ICatalogItem
{
    public required string Id { get; init; }

    public required string Title { get; init; }

    public required string Lead { get; init; }

    public required ProgrammeMonths Months { get; init; }

    public required IReadOnlyList<ProgrammePhase> Phases { get; init; }

    public IEnumerable<Milestone> Milestones => Phases.SelectMany(p => p.Milestones);

    bool ICatalogItem.Ml => false;

    IEnumerable<string> ICatalogItem.CriteriaIds => [];

    IEnumerable<ItemLink> ICatalogItem.Links => Milestones.SelectMany(m => ItemLink.To(ItemKind.Controls, m.Controls, $"milestones[{m.Id}].controls"));
}

/// <summary>How long the parts take by default, in whole months. Time for ML controls is added to remediation.</summary>
public sealed record ProgrammeMonths(int Readiness, int Remediation, int Window, int Fieldwork);

/// <param name="Span">The phase as people name it, such as "Weeks 2–4".</param>
/// <param name="Entry">What must hold before it begins.</param>
/// <param name="Exit">What must hold before it may end.</param>
public sealed record ProgrammePhase(
    string Id, string Title, string Span, Moment From, Moment Until, IReadOnlyList<string> Entry, IReadOnlyList<string> Exit, IReadOnlyList<Milestone> Milestones);

/// <summary>A day counted from an anchor, so that it moves with the start and with the window.</summary>
public sealed record Moment(Anchor Anchor, int Days = 0);

/// <summary>Something that is done or not done on a day.</summary>
public sealed record Milestone
{
    public required string Id { get; init; }

    public required string Title { get; init; }

    public required Moment At { get; init; }

    /// <summary>A role, never a person.</summary>
    public required string Owner { get; init; }

    public required string Why { get; init; }

    public IReadOnlyList<string> Controls { get => field ?? []; init; }
}
