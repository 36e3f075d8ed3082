using Assay.Catalog.Content;

namespace Assay.Catalog.Plans;

public sealed record DatedMilestone(Milestone Milestone, DateOnly On);

public sealed record DatedPhase(ProgrammePhase Phase, DateOnly From, DateOnly Until, IReadOnlyList<DatedMilestone> Milestones);

/// <summary>A programme plan laid on a timeline: moving the start moves every date.</summary>
public static class DatedPlan
{
    /// <summary>A phase that has no time, such as the window of a Type I report, falls away with its milestones.</summary>
    public static IReadOnlyList<DatedPhase> Of(ProgrammePlan plan, Timeline timeline) =>
    [
        .. from phase in plan.Phases
           let @from = timeline.On(phase.From)
           let until = timeline.On(phase.Until)
           where @from < until
           select new DatedPhase(phase, @from, until,
               [.. phase.Milestones.Select(m => new DatedMilestone(m, Within(timeline.On(m.At), @from, until))).OrderBy(m => m.On)]),
    ];

    /// <summary>A short window draws its milestones together rather than letting one fall after its end.</summary>
    private static DateOnly Within(DateOnly day, DateOnly first, DateOnly last) => day < first ? first : day > last ? last : day;
}
