using System.Diagnostics;
using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Assay.Gate;

/// <summary>The gate's rules for programs, and what the gate did.</summary>
internal static class RuleApi
{
    public sealed record RuleSetView(string Scope, string Environment, int Revision, JsonElement Rules, string Digest, string Note, bool Approved);

    public sealed record RuleView(string Id, string Title, string Why);

    public static void MapRuleApi(this RouteGroupBuilder gate)
    {
        gate.MapGet("/rules", Rules).Needs(Permission.ReadMachineLearning).WithSummary("Every rule that there is");
        gate.MapGet("/rule-sets", List).Needs(Permission.ReadMachineLearning).WithSummary("The rule sets that were proposed, newest first");
        gate.MapPost("/rule-sets", Propose).Needs(Permission.EditGateRules).WithSummary("Propose other rules, for one model or for all").ProducesProblem(404);
        gate.MapPost("/rule-sets/{scope}/{revision:int}/approval", Approve).Needs(Permission.ApproveGateRules).WithSummary("Approve rules that somebody else proposed").ProducesProblem(404).ProducesProblem(409);
        gate.MapGet("/releases", Releases).Needs(Permission.ReadLedger).WithSummary("Promotions and refusals of a period, as the ledger tells them");
        gate.MapPost("/running", Running).Needs(Permission.RecordMeasurements).WithSummary("Say which artifact an endpoint runs; one that no approved promotion put there is a finding");
        gate.MapPost("/emergencies/{id:guid}/review", Review).Needs(Permission.ReviewModels).WithSummary("Review an emergency afterwards").ProducesProblem(404).ProducesProblem(409);
    }

    private static async Task<Ok<ReportRunning.Result>> Running(ReportRunning.Request request, HttpContext http, ReportRunning report, CancellationToken stop) =>
        TypedResults.Ok(await report.RunAsync(http.Actor, request, stop));

    private static Ok<IEnumerable<RuleView>> Rules() => TypedResults.Ok(GateRules.All.Select(r => new RuleView(r.Id, r.Title, r.Why)));

    private static async Task<Ok<IEnumerable<RuleSetView>>> List(HttpContext http, ReadRules read, CancellationToken stop) =>
        TypedResults.Ok((await read.RunAsync(http.Actor.Organization, stop)).Select(r => new RuleSetView(
            r.Rules.Scope, r.Rules.Environment, r.Rules.Revision, JsonElement.Parse(r.Rules.Rules), r.Rules.Digest, r.Rules.Note, r.Approval is not null)));

    private static async Task<Results<Ok<ProposeRules.Outcome.Proposed>, ValidationProblem, ProblemHttpResult>> Propose(ProposeRules.Request request, HttpContext http, ProposeRules propose, CancellationToken stop) =>
        await propose.RunAsync(http.Actor, request, stop) switch
        {
            ProposeRules.Outcome.Proposed proposed => TypedResults.Ok(proposed),
            ProposeRules.Outcome.NoModel => Problems.NotFound("There is no such model."),
            ProposeRules.Outcome.Wrong wrong => Problems.Invalid([new("rules", wrong.Message)]),
            var other => throw new UnreachableException(other.ToString()),
        };

    private static async Task<Results<NoContent, ProblemHttpResult>> Approve(string scope, int revision, HttpContext http, ApproveRules approve, CancellationToken stop) =>
        await approve.RunAsync(http.Actor, scope, revision, stop) switch
        {
            ApproveRules.Outcome.Approved => TypedResults.NoContent(),
            ApproveRules.Outcome.NotFound => Problems.NotFound("There is no such proposal."),
            ApproveRules.Outcome.ProposerMayNot => Problems.Conflict("proposer-may-not-approve", "Whoever proposes rules does not approve them: a gate that one person can move is no gate."),
            ApproveRules.Outcome.NeedsAPerson => Problems.Conflict("approval-needs-a-person", "A program may propose rules; it never approves them."),
            _ => Problems.Conflict("approved-already", "This proposal is approved already."),
        };

    private static async Task<Ok<IReadOnlyList<ReadReleases.Line>>> Releases(HttpContext http, ReadReleases read, TimeProvider clock, CancellationToken stop, DateOnly? from = null, DateOnly? to = null) =>
        TypedResults.Ok((await read.RunAsync(http.Actor.Organization, from ?? clock.Today.AddMonths(-3), to ?? clock.Today, stop)));

    private static async Task<Results<NoContent, ProblemHttpResult>> Review(Guid id, ReviewEmergency.Request request, HttpContext http, ReviewEmergency review, CancellationToken stop) =>
        await review.RunAsync(http.Actor, id, request, stop) switch
        {
            ReviewEmergency.Outcome.Reviewed => TypedResults.NoContent(),
            ReviewEmergency.Outcome.NotFound => Problems.NotFound("There is no such emergency, or it was reviewed already."),
            ReviewEmergency.Outcome.WhoStartedItMayNot => Problems.Conflict("starter-may-not-review", "Whoever started an emergency does not review it."),
            _ => Problems.Conflict("approval-needs-a-person", "A program reviews nothing."),
        };
}
