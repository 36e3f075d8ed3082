using Assay.Catalog.Content;
using Assay.Catalog.Gaps;
using Assay.Today;

namespace Assay.Gaps;

/// <summary>What the first page says of readiness: each category as n of m, and the three tasks that matter most.</summary>
internal sealed class GapsToday(AnalyzeGaps analyze) : IToday
{
    private const int _firstRank = 14;
    private const int _tasks = 3;

    public Permission Needs => Permission.ReadProgramme;

    public async Task<TodayPart> OfAsync(Actor actor, Frame frame, CancellationToken stop)
    {
        var report = (await analyze.RunAsync(actor, frame, stop)).Report;
        if (report.Sheet.Answers.Count == 0) return new();        // all missing, which says nothing of the company yet

        return new()
        {
            Progress = [.. report.Owed.GroupBy(c => c.Criterion.Category).Select(Progress)],
            Figures = [new("Blockers", $"{report.Readiness.Blockers}", "/gaps?status=missing", report.Readiness.Blockers > 0 ? "bad" : "good")],
            Next = [.. report.Tasks.Take(_tasks).Select((task, i) => new TodayPart.Step(task.Title, Why(task), $"/controls/{task.Id}", _firstRank + i))],
        };
    }

    private static TodayPart.Readiness Progress(IGrouping<Category, CriterionStanding> criteria)
    {
        var met = criteria.Count(c => c.Status is CriterionStatus.Met);
        var evidenced = criteria.Count(c => c is { Status: CriterionStatus.Met, Basis: Basis.Evidenced });

        return new(criteria.Key.Title, met, criteria.Count(), $"criteria met as stated, {evidenced} of them evidenced", $"/gaps?category={criteria.Key.Word()}");
    }

    private static string Why(RemediationTask task) =>
        $"Rank {task.Rank}, score {task.Score:0.0}: serves {string.Join(", ", task.Criteria)}; about {task.Control.EffortDays:0.#} working days.";
}
