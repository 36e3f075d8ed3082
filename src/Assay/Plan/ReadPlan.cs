using Assay.Catalog;
using Assay.Catalog.Content;
using Assay.Catalog.Gaps;
using Assay.Catalog.Interview;
using Assay.Catalog.Plans;
using Assay.Gaps;
using Microsoft.EntityFrameworkCore;

namespace Assay.Plan;

/// <summary>The plan as it stands: dates, milestones, cost and work. Before anything is chosen it is a suggestion.</summary>
public sealed class ReadPlan(Tenancy tenancy, CatalogLibrary catalog, AnalyzeGaps analyze, TimeProvider clock)
{
    public sealed record Result
    {
        public required GapReport Report { get; init; }

        public required ProgrammePlan Programme { get; init; }

        public required ProgrammeChoice Choice { get; init; }

        public required TimelineChoice Durations { get; init; }

        public required Timeline Timeline { get; init; }

        public required MlTime Ml { get; init; }

        public required IReadOnlyList<PlannedPhase> Phases { get; init; }

        public required CostEstimate Cost { get; init; }

        /// <summary>The versions of the ranges that were set, by year and part.</summary>
        public required IReadOnlyDictionary<(CostYear, CostPart), int> CostVersions { get; init; }

        public required IReadOnlyList<ActualCost> Paid { get; init; }

        public bool IsSaved => Choice.Version > 0;

        public IEnumerable<PlannedMilestone> Milestones => Phases.SelectMany(p => p.Milestones);

        public long PaidFor(CostYear year, CostPart part) =>
            Paid.Where(p => p.Part == part && (p.PaidOn <= Timeline.Report) == (year is CostYear.FirstReport)).Sum(p => p.Amount);
    }

    public async Task<Result> RunAsync(Actor actor, Frame frame, CancellationToken stop)
    {
        var report = (await analyze.RunAsync(actor, frame, stop)).Report;
        var facts = new Facts(catalog, report.Sheet);
        var ml = MlTime.Of(report.Tasks);

        await using var db = await tenancy.OpenAsync(actor.Organization, stop);
        var choice = await db.Set<ProgrammeChoice>().AsNoTracking().FirstOrDefaultAsync(stop) ?? Suggested(facts, ml);
        var programme = catalog.Plans.Value.Find(p => p.Id == choice.Programme) ?? catalog.Plans.Value[0];
        var notes = await db.Set<MilestoneNote>().AsNoTracking().Where(m => m.Programme == programme.Id).ToDictionaryAsync(m => m.MilestoneId, stop);
        var ranges = await db.Set<CostChoice>().AsNoTracking().ToListAsync(stop);

        var durations = choice.Durations(ml);
        var timeline = Timeline.Back(choice.WantedOn, clock.Today, durations, choice.StartsOn);

        return new()
        {
            Report = report,
            Programme = programme,
            Choice = choice,
            Durations = durations,
            Timeline = timeline,
            Ml = ml,
            Phases = [.. DatedPlan.Of(programme, timeline).Select(p => Planned(p, notes))],
            Cost = CostEstimate.For(catalog, report, (int?)facts.Number("headcount"), durations.WindowMonths + durations.FieldworkMonths,
                ranges.ToDictionary(r => (r.Year, r.Part), r => new CostRange(r.Low, r.High))),
            CostVersions = ranges.ToDictionary(r => (r.Year, r.Part), r => r.Version),
            Paid = await db.Set<ActualCost>().AsNoTracking().ToListAsync(stop),
        };
    }

    /// <summary>The first plan of the catalog, and the date that the interview heard; without one, the first that can be kept.</summary>
    private ProgrammeChoice Suggested(Facts facts, MlTime ml)
    {
        var plan = catalog.Plans.Value[0];
        var wanted = (facts["report_wanted_by"] as Answer.Day)?.Value;
        var choice = ProgrammeChoice.Of(plan, wanted ?? default);
        if (wanted is null) choice.WantedOn = clock.Today.AddMonths(choice.Durations(ml).TotalMonths);

        return choice;
    }

    private static PlannedPhase Planned(DatedPhase phase, Dictionary<string, MilestoneNote> notes) => new(phase.Phase, phase.From, phase.Until,
    [
        .. phase.Milestones.Select(m => notes.GetValueOrDefault(m.Milestone.Id) is { } note
            ? new PlannedMilestone(m.Milestone, m.On.AddDays(note.DaysMoved), note)
            : new PlannedMilestone(m.Milestone, m.On, null)).OrderBy(m => m.On),
    ]);
}
