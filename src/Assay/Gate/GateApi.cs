using System.Diagnostics;
using System.Text.Json;
using Assay.Models;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Assay.Gate;

/// <summary>The gate for programs: ask it, approve, promote, go back.</summary>
internal static class GateApi
{
    public sealed record GateView(string Model, int Version, string Environment, bool Passed, IReadOnlyList<Verdict> Rules, string RulesDigest, int RulesRevision, string Evaluator, string Page);

    public sealed record PromoteRequest(string Because = "");

    public sealed record MoveRequest(ModelState To);

    public static void MapVersionGate(this RouteGroupBuilder model)
    {
        model.MapGet("/versions/{version:int}/gate", Judge).Needs(Permission.ReadMachineLearning).WithSummary("Ask every rule about a version; nothing is decided").ProducesProblem(404);
        model.MapPost("/versions/{version:int}/gate-checks", Check).Needs(Permission.RecordMeasurements).WithSummary("Ask every rule about a version, and keep that it was asked").ProducesProblem(404);
        model.MapPost("/versions/{version:int}/approvals", Approve).Needs(Permission.ReviewModels).WithSummary("Give a peer's review or a manager's sign-off")
            .WithDescription("409 with type author-may-not-approve, one-person-one-approval, approved-already or approval-needs-a-person.").ProducesProblem(404).ProducesProblem(409);
        model.MapPost("/versions/{version:int}/promotion", Promote).Needs(Permission.PromoteModels).WithSummary("Put a version into production, if the gate lets it")
            .WithDescription("403 with type gate-blocked; the unmet rules stand in 'rules'.").ProducesProblem(403).ProducesProblem(404).ProducesProblem(409);
        model.MapPost("/versions/{version:int}/emergency", Emergency).Needs(Permission.BypassGate).WithSummary("Put a version into production past the gate, to be reviewed afterwards").ProducesProblem(404).ProducesProblem(409);
        model.MapPost("/versions/{version:int}/post-tests", PostTests).Needs(Permission.RecordMeasurements).WithSummary("Record the tests where it runs; where they fail, the version before comes back").ProducesProblem(404);
        model.MapPost("/versions/{version:int}/moves", Move).Needs(Permission.EditModels).WithSummary("Take a version one step of its life further").ProducesProblem(404).ProducesProblem(409);
        model.MapPost("/versions/{version:int}/retirement", Retire).Needs(Permission.PromoteModels).WithSummary("End a version's life").ProducesProblem(404).ProducesProblem(409);
        model.MapPost("/versions/{version:int}/outside-reviewers", NameReviewer).Needs(Permission.SignOffModels).WithSummary("Ask somebody from outside to decide, where too few people inside may")
            .WithDescription("The path of the reviewer's link is returned once. 409 with type enough-people, author-may-not-name, reviewer-is-inside, one-person-one-approval, reviewer-named or approved-already.").ProducesProblem(404).ProducesProblem(409);
        model.MapGet("/versions/{version:int}/trace", Trace).Needs(Permission.ReadMachineLearning).WithSummary("From a result back to data, recipe, version, datasets, approvers and deployment; broken links by name").ProducesProblem(404);
        model.MapPost("/rollback", Rollback).Needs(Permission.PromoteModels).WithSummary("Go back to the version that ran before").ProducesProblem(404).ProducesProblem(409);
    }

    private static async Task<Results<Ok<GateView>, ProblemHttpResult>> Judge(string name, int version, HttpContext http, JudgeVersion judge, CancellationToken stop) =>
        await judge.RunAsync(http.Actor.Organization, name, version, GateOptions.Production, stop) is { } report ? TypedResults.Ok(Of(report, http)) : ModelProblems.Missing();

    private static async Task<Results<Ok<GateView>, ProblemHttpResult>> Check(string name, int version, HttpContext http, CheckVersion check, CancellationToken stop) =>
        await check.RunAsync(http.Actor, name, version, stop) is { } report ? TypedResults.Ok(Of(report, http)) : ModelProblems.Missing();

    private static async Task<Results<NoContent, ProblemHttpResult>> Approve(string name, int version, ApproveVersion.Request request, HttpContext http, ApproveVersion approve, CancellationToken stop)
    {
        if (request.Kind is ApprovalKind.SignOff && !http.User.May(Permission.SignOffModels)) return TypedResults.Problem("A manager's sign-off needs the right to sign off models.", statusCode: 403, type: "/problems/not-allowed");

        return await approve.RunAsync(http.Actor, name, version, request, stop) switch
        {
            ApproveVersion.Outcome.Approved => TypedResults.NoContent(),
            ApproveVersion.Outcome.NotFound => ModelProblems.Missing(),
            ApproveVersion.Outcome.Refused refused => Problems.Conflict(refused.Rule, refused.Message),
            var other => throw new UnreachableException(other.ToString()),
        };
    }

    private static async Task<Results<Ok<GateView>, NoContent, ProblemHttpResult>> Promote(string name, int version, PromoteRequest request, HttpContext http, PromoteVersion promote, CancellationToken stop) =>
        await promote.RunAsync(http.Actor, name, version, new() { Archive = true, Because = request.Because }, stop) switch
        {
            PromoteVersion.Outcome.Promoted => TypedResults.NoContent(),
            PromoteVersion.Outcome.NotFound => ModelProblems.Missing(),
            PromoteVersion.Outcome.Retired => Problems.Conflict("version-retired", "A retired version does not run any more."),
            PromoteVersion.Outcome.Refused { Report: var report } => TypedResults.Problem(GateWords.Refusal(report, Page(report, http)), statusCode: 403, type: "/problems/gate-blocked",
                extensions: new Dictionary<string, object?> { ["rules"] = report.Unmet, ["page"] = Page(report, http) }),
            var other => throw new UnreachableException(other.ToString()),
        };

    private static async Task<Results<Ok<GateView>, ProblemHttpResult>> Emergency(string name, int version, PromoteInEmergency.Request request, HttpContext http, PromoteInEmergency promote, CancellationToken stop) =>
        await promote.RunAsync(http.Actor, name, version, request, stop) switch
        {
            PromoteInEmergency.Outcome.Promoted done => TypedResults.Ok(Of(done.Report, http)),
            PromoteInEmergency.Outcome.NotFound => ModelProblems.Missing(),
            PromoteInEmergency.Outcome.Retired => Problems.Conflict("version-retired", "A retired version does not run any more."),
            PromoteInEmergency.Outcome.NeedsAPerson => Problems.Conflict("emergency-needs-a-person", "A program may not decide that something cannot wait."),
            PromoteInEmergency.Outcome.RunsAlready => Problems.Conflict("runs-already", "It runs there already."),
            var other => throw new UnreachableException(other.ToString()),
        };

    private static async Task<Results<Ok<RecordPostTests.Outcome.Kept>, ValidationProblem, ProblemHttpResult>> PostTests(string name, int version, JsonElement body, HttpContext http, RecordPostTests record, CancellationToken stop) =>
        await record.RunAsync(http.Actor, name, version, body, stop) switch
        {
            RecordPostTests.Outcome.Kept kept => TypedResults.Ok(kept),
            RecordPostTests.Outcome.NotFound => ModelProblems.Missing(),
            RecordPostTests.Outcome.Wrong wrong => Problems.Invalid([new("body", wrong.Message)]),
            var other => throw new UnreachableException(other.ToString()),
        };

    private static async Task<Results<Ok<MoveVersion.Outcome.Moved>, ProblemHttpResult>> Move(string name, int version, MoveRequest request, HttpContext http, MoveVersion move, CancellationToken stop) =>
        await move.RunAsync(http.Actor, name, version, request.To, stop) switch
        {
            MoveVersion.Outcome.Moved moved => TypedResults.Ok(moved),
            MoveVersion.Outcome.NotFound => ModelProblems.Missing(),
            MoveVersion.Outcome.Refused refused => Problems.Conflict(refused.Rule, refused.Message),
            var other => throw new UnreachableException(other.ToString()),
        };

    private static async Task<Results<NoContent, ProblemHttpResult>> Retire(string name, int version, RetireVersion.Request request, HttpContext http, RetireVersion retire, CancellationToken stop) =>
        await retire.RunAsync(http.Actor, name, version, request, stop) switch
        {
            RetireVersion.Outcome.Retired => TypedResults.NoContent(),
            RetireVersion.Outcome.NotFound => ModelProblems.Missing(),
            RetireVersion.Outcome.Runs => Problems.Conflict("version-runs", "It still runs. End its traffic first: promote another version, or go back to one."),
            _ => Problems.Conflict("version-retired", "It is retired already."),
        };

    private static async Task<Results<Ok<RollBack.Outcome.RolledBack>, ProblemHttpResult>> Rollback(string name, RollBack.Request request, HttpContext http, RollBack rollBack, CancellationToken stop) =>
        await rollBack.RunAsync(http.Actor, name, request, stop) switch
        {
            RollBack.Outcome.RolledBack back => TypedResults.Ok(back),
            RollBack.Outcome.NotFound => ModelProblems.Missing(),
            RollBack.Outcome.NoWayBack => Problems.Conflict("no-way-back", "Nothing runs, or nothing that ran before it had passed the gate."),
            var other => throw new UnreachableException(other.ToString()),
        };

    private static async Task<Results<Ok<NameOutsideReviewer.Outcome.Named>, ProblemHttpResult>> NameReviewer(string name, int version, NameOutsideReviewer.Request request, HttpContext http, NameOutsideReviewer ask, CancellationToken stop) =>
        await ask.RunAsync(http.Actor, name, version, request, stop) switch
        {
            NameOutsideReviewer.Outcome.Named named => TypedResults.Ok(named),
            NameOutsideReviewer.Outcome.Refused refused => Problems.Conflict(refused.Rule, refused.Message),
            _ => ModelProblems.Missing(),
        };

    private static async Task<Results<Ok<ReadTrace.Result>, ProblemHttpResult>> Trace(string name, int version, HttpContext http, ReadTrace read, CancellationToken stop, Guid? result = null) =>
        await read.RunAsync(http.Actor.Organization, name, version, result, stop) is { } found ? TypedResults.Ok(found) : ModelProblems.Missing();

    private static GateView Of(GateReport report, HttpContext http) => new(
        report.Candidate.Model.Name, report.Candidate.Version.Number, report.Environment, report.Passes, report.Verdicts, report.Rules.Digest, report.Revision, GateReport.Evaluator, Page(report, http));

    internal static string Page(GateReport report, HttpContext http) => $"{http.Request.Scheme}://{http.Request.Host}{report.Path}";
}
