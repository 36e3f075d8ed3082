using System.Diagnostics;
using Assay.Statistics.Quality;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Assay.Datasets;

/// <summary>Versions of datasets for programs; the inventory itself answers as every register does.</summary>
internal static class DatasetApi
{
    public sealed record VersionView(Guid Id, Guid DatasetId, int Number, bool Added);

    public sealed record DecisionView(DatasetApproval Approval);

    public sealed record ImportView(Guid Id, int? Version, IReadOnlyList<string> Gaps);

    public sealed record QuarantineView(string Type, string Title, int Status, Guid DatasetId, IReadOnlyList<QualityFinding> Findings);

    public static void MapDatasetApi(this RouteGroupBuilder datasets)
    {
        datasets.MapPost("/versions", Register).Needs(Permission.EditDatasets).WithSummary("Register a version by digest and profile")
            .WithDescription("The data stays where it is. 200 where label and digest are known, 409 digest-differs where the label stands for other bytes, 422 with the findings where a quality rule quarantines it.")
            .ProducesProblem(409);
        datasets.MapGet("/versions", Find).Needs(Permission.ReadMachineLearning).WithSummary("How versions stand, by digest");
        datasets.MapPost("/{id:guid}/versions/{number:int}/decision", Decide).Needs(Permission.ApproveDatasets).WithSummary("Approve or reject a version")
            .WithDescription("By somebody other than who registered it, never by a program.").ProducesProblem(404).ProducesProblem(409);
        datasets.MapPost("/training-runs", Train).Needs(Permission.EditDatasets).WithSummary("Let a training run begin, if all that it learns from was approved")
            .WithDescription("409 with type dataset-unknown, source-or-licence-missing, licence-forbids or dataset-not-approved, and a reason for each; the refusal is logged.").ProducesProblem(409);
        datasets.MapPost("/{id:guid}/access", Access).Needs(Permission.EditDatasets).WithSummary("Record that somebody read, changed or exported the data").ProducesProblem(404);
        datasets.MapPut("/{id:guid}/rules", Rules).Needs(Permission.EditDatasets).WithSummary("Set the quality rules").ProducesProblem(404).ProducesProblem(409).ProducesProblem(412);
        datasets.MapPost("/croissant", Croissant).Needs(Permission.EditDatasets).WithSummary("Add a dataset from its Croissant description").Accepts<string>("application/json", "application/ld+json")
            .WithMetadata(new RequestSizeLimitAttribute(ImportCroissant.MaxBytes)).ProducesProblem(409).ProducesProblem(413);
    }

    private static async Task<Results<Created<VersionView>, Ok<VersionView>, UnprocessableEntity<QuarantineView>, ProblemHttpResult>> Register(
        RegisterVersion.Request request, HttpContext http, RegisterVersion register, CancellationToken stop) =>
        await register.RunAsync(http.Actor, request, stop) switch
        {
            RegisterVersion.Outcome.Registered done => TypedResults.Created($"/datasets/{done.DatasetId}/versions/{done.Number}", new VersionView(done.Id, done.DatasetId, done.Number, true)),
            RegisterVersion.Outcome.Known known => TypedResults.Ok(new VersionView(known.Id, known.DatasetId, known.Number, false)),
            RegisterVersion.Outcome.DigestDiffers differs => Problems.Conflict("digest-differs", $"The label '{request.Label}' stands for {differs.Recorded}. A version never changes; register other bytes under another label."),
            RegisterVersion.Outcome.Quarantined quarantined => TypedResults.UnprocessableEntity(
                new QuarantineView("/problems/quarantined", "A quality rule keeps this version out.", StatusCodes.Status422UnprocessableEntity, quarantined.DatasetId, quarantined.Report.Findings)),
            RegisterVersion.Outcome.TooLarge => Problems.TooLarge("The profile is larger than 1 MB; profile fewer columns."),
            RegisterVersion.Outcome.Busy => Problems.Conflict("overtaken", "Another version of this dataset was registered in the same moment. Send it again."),
            var other => throw new UnreachableException(other.ToString()),
        };

    private static async Task<Ok<IReadOnlyList<ReadDatasetVersions.Standing>>> Find([FromQuery] string[] digest, HttpContext http, ReadDatasetVersions read, CancellationToken stop) =>
        TypedResults.Ok(await read.OfDigestsAsync(http.Actor, digest, stop));

    private static async Task<Results<Ok<DecisionView>, ProblemHttpResult>> Decide(Guid id, int number, DecideVersion.Request request, HttpContext http, DecideVersion decide, CancellationToken stop) =>
        await decide.RunAsync(http.Actor, id, number, request, stop) switch
        {
            DecideVersion.Outcome.Decided decided => TypedResults.Ok(new DecisionView(decided.Approval)),
            DecideVersion.Outcome.Refused refused => Problems.Conflict(refused.Rule, refused.Message),
            _ => Missing(),
        };

    private static async Task<Results<NoContent, ProblemHttpResult>> Access(Guid id, RecordDatasetAccess.Request request, HttpContext http, RecordDatasetAccess record, CancellationToken stop) =>
        await record.RunAsync(http.Actor, id, request, stop) ? TypedResults.NoContent() : Missing();

    private static async Task<Results<NoContent, ValidationProblem, ProblemHttpResult>> Rules(Guid id, SetQualityRules.Request request, HttpContext http, SetQualityRules set, CancellationToken stop) =>
        await set.RunAsync(http.Actor, id, http.ExpectedVersion is { } read ? request with { Version = read } : request, stop) switch
        {
            SetQualityRules.Outcome.Saved => TypedResults.NoContent(),
            SetQualityRules.Outcome.NotRules wrong => Problems.Invalid([new("rules", wrong.Message)]),
            SetQualityRules.Outcome.Overtaken => http.Overtaken("stale", "Somebody else set the rules since you read them. Read them again."),
            _ => Missing(),
        };

    private static async Task<Results<Created<ImportView>, ValidationProblem, ProblemHttpResult>> Croissant(HttpContext http, ImportCroissant import, CancellationToken stop)
    {
        // A page elsewhere can make a browser send text/plain with our cookie, but neither of these.
        if (http.Request.ContentType?.Split(';')[0].Trim() is not ("application/json" or "application/ld+json")) return Problems.Invalid([new("Content-Type", "Send application/json or application/ld+json.")]);
        using var body = new StreamReader(http.Request.Body);

        return await import.RunAsync(http.Actor, await body.ReadToEndAsync(stop), stop) switch
        {
            ImportCroissant.Outcome.Imported done => TypedResults.Created($"/datasets/{done.Id}", new ImportView(done.Id, done.Version, done.Gaps)),
            ImportCroissant.Outcome.NotCroissant wrong => Problems.Invalid([new("body", wrong.Message)]),
            ImportCroissant.Outcome.NameTaken taken => Problems.Conflict("name-taken", $"A dataset named '{taken.Name}' is in the inventory already."),
            var other => throw new UnreachableException(other.ToString()),
        };
    }

    private static async Task<Results<Created<RegisterTrainingRun.Outcome.Begun>, ProblemHttpResult>> Train(RegisterTrainingRun.Request request, HttpContext http, RegisterTrainingRun register, CancellationToken stop) =>
        await register.RunAsync(http.Actor, request, stop) switch
        {
            RegisterTrainingRun.Outcome.Begun begun => TypedResults.Created((string?)null, begun),
            RegisterTrainingRun.Outcome.Refused refused => Problems.Conflict(refused.Rule, string.Join(' ', refused.Reasons)),
            var other => throw new UnreachableException(other.ToString()),
        };

    private static ProblemHttpResult Missing() => Problems.NotFound("There is no such dataset, or no such version of it.");
}
