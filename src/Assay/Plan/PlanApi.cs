using Assay.Catalog.Content;
using Assay.Catalog.Plans;
using Assay.Identity;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Assay.Plan;

/// <summary>The plan for programs.</summary>
internal static class PlanApi
{
    public sealed record MilestoneView(string Id, string Phase, string Title, DateOnly On, string Owner, string Status, DateOnly? DoneOn, IReadOnlyList<string> Controls);

    public sealed record CostView(string Year, string Part, long Low, long High, bool IsOwn, long Paid, string Source);

    public sealed record TotalView(string Year, long Low, long High);

    public sealed record AdviceView(string Type, IReadOnlyList<string> Because);

    /// <param name="Version">What a change has to name; 0 while nothing is chosen and the plan is a suggestion.</param>
    public sealed record PlanView(
        int Version, string Programme, DateOnly WantedOn, DateOnly? StartsOn, int WindowMonths, int MlMonths, bool CanBeMet, string Verdict,
        DateOnly LatestStart, DateOnly FirstFeasible, DateOnly Report, IReadOnlyList<Phase> Phases, IReadOnlyList<MilestoneView> Milestones,
        AdviceView Advice, IReadOnlyList<CostView> Cost, IReadOnlyList<TotalView> Totals, int HumanTasksPerYear, decimal HoursPerYear);

    public static void MapPlanApi(this IEndpointRouteBuilder routes)
    {
        var plan = routes.MapGroup("/api/plan").WithTags("Plan");

        plan.MapGet("/", Get).Needs(Permission.ReadProgramme).WithSummary("The plan as it stands")
            .WithDescription("Dates counted from the wanted day, milestones, cost in US dollars and the yearly work. A suggestion while its version is 0.");
        plan.MapPut("/", Put).Needs(Permission.EditPlan).WithSummary("Choose or change the plan")
            .WithDescription("The version is that of the plan it replaces, 0 for the first; it may come as If-Match instead. 409, or 412 with If-Match, where somebody changed it meanwhile.")
            .ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status412PreconditionFailed);
    }

    private static async Task<Ok<PlanView>> Get(HttpContext http, ReadPlan read, TimeProvider clock, CancellationToken stop)
    {
        var plan = await read.RunAsync(http.Actor, http.Frame!, stop);
        var timeline = plan.Timeline;
        http.ShowVersion(plan.Choice.Version);

        return TypedResults.Ok(new PlanView(
            plan.Choice.Version, plan.Programme.Id, plan.Choice.WantedOn, plan.Choice.StartsOn, plan.Durations.WindowMonths, plan.Durations.MlMonths,
            timeline.CanBeMet, PlanWords.Verdict(plan), timeline.LatestStart, timeline.FirstFeasible, timeline.Report, timeline.Phases,
            [.. plan.Phases.SelectMany(p => p.Milestones.Select(m => new MilestoneView(
                m.Milestone.Id, p.Phase.Id, m.Milestone.Title, m.On, m.Owner, m.StateOn(clock.Today), m.DoneOn, m.Milestone.Controls)))],
            new(plan.Report.Advice.Type.Word(), [.. plan.Report.Advice.Because.Select(b => b.Reason)]),
            [.. plan.Cost.Lines.Select(l => new CostView(
                l.Year.Word(), l.Part.Word(), l.Range.Low, l.Range.High, l.Chosen is not null, plan.PaidFor(l.Year, l.Part), l.Published.Source))],
            [.. Enum.GetValues<CostYear>().Select(y => (Year: y, Sum: plan.Cost.Total(y))).Select(t => new TotalView(t.Year.Word(), t.Sum.Low, t.Sum.High))],
            plan.Report.Workload.TasksPerYear, plan.Report.Workload.HoursPerYear));
    }

    private static async Task<Results<Ok<ChoosePlan.Outcome.Chosen>, ValidationProblem, ProblemHttpResult>> Put(
        HttpContext http, ChoosePlan.Request request, ChoosePlan choose, CancellationToken stop) =>
        await choose.RunAsync(http.Actor, http.ExpectedVersion is { } read ? request with { Version = read } : request, stop) switch
        {
            ChoosePlan.Outcome.Chosen chosen => TypedResults.Ok(chosen),
            ChoosePlan.Outcome.Refused refused => Problems.Invalid(refused.Errors.Select(e => e with { Field = Plain(e.Field) })),
            _ => http.Overtaken("plan-overtaken", "Somebody changed the plan meanwhile. Read it again and send your change with its version."),
        };

    /// <summary>A form's field as the JSON body names it.</summary>
    private static string? Plain(string? field) =>
        field?.Split('.')[^1] is { Length: > 0 } name ? System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(name) : field;
}
