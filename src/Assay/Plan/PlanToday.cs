using Assay.Today;

namespace Assay.Plan;

/// <summary>What the first page says of the plan: the latest start, what is late, and what comes next.</summary>
internal sealed class PlanToday(ReadPlan read, TimeProvider clock) : IToday
{
    public Permission Needs => Permission.ReadProgramme;

    public async Task<TodayPart> OfAsync(Actor actor, Frame frame, CancellationToken stop)
    {
        var plan = await read.RunAsync(actor, frame, stop);
        if (!plan.IsSaved && plan.Report.Sheet.Answers.Count == 0) return new();

        return new()
        {
            Figures = [new("Latest start", $"{plan.Timeline.LatestStart:yyyy-MM-dd}", "/plan", plan.Timeline.CanBeMet ? null : "bad")],
            Next = [.. Steps(plan)],
        };
    }

    private IEnumerable<TodayPart.Step> Steps(ReadPlan.Result plan)
    {
        if (!plan.Timeline.CanBeMet)
            yield return new("The wanted report date cannot be met", PlanWords.Verdict(plan), "/plan", 8, IsUrgent: true);

        if (!plan.IsSaved)
        {
            yield return new("Choose a programme plan", "Its milestones get dates, owners and a place here.", "/plan#change", 18);
            yield break;
        }

        var open = plan.Milestones.Where(m => m.DoneOn is null).OrderBy(m => m.On).ToList();
        var late = open.Count(m => m.StateOn(clock.Today) == "Late");

        if (late > 0) yield return new($"Milestones that are late: {late}", $"The first is “{open[0].Milestone.Title}”, planned for {open[0].On:yyyy-MM-dd}.", "/plan/milestones?state=Late", 9, IsUrgent: true);
        if (open.Find(m => m.StateOn(clock.Today) == "Due") is { } next)
            yield return new(next.Milestone.Title, $"Milestone of {next.On:yyyy-MM-dd}, {next.Owner}. {next.Milestone.Why}", $"/plan/milestones/{next.Milestone.Id}", 17);
    }
}
