using Assay.Catalog.Content;

namespace Assay.Plan;

/// <summary>A milestone on its day, with what people added to it.</summary>
public sealed record PlannedMilestone(Milestone Milestone, DateOnly On, MilestoneNote? Note)
{
    /// <summary>From here on it is due, so that there is time to do it.</summary>
    private const int _dueDays = 14;

    public string Owner => Note is { Owner.Length: > 0 } note ? note.Owner : Milestone.Owner;

    public DateOnly? DoneOn => Note?.DoneOn;

    /// <summary>One of the house's status words.</summary>
    public string StateOn(DateOnly today) =>
        DoneOn is not null ? "Done" : On < today ? "Late" : On <= today.AddDays(_dueDays) ? "Due" : "Open";
}

public sealed record PlannedPhase(ProgrammePhase Phase, DateOnly From, DateOnly Until, IReadOnlyList<PlannedMilestone> Milestones);
