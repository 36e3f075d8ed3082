using System.Diagnostics;
using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Assay.Models;

/// <summary>The registry for programs. MLflow's clients have an API of their own.</summary>
internal static class ModelApi
{
    public sealed record ModelView(Guid Id, string Name, string? Description, string Owner, bool Consequential, int Versions, IReadOnlyDictionary<string, string> Tags);

    public sealed record VersionView(
        string Model, int Version, string State, string Stage, string Source, string RunId, string? Description, DateTimeOffset CreatedAt,
        ProvenanceView? Provenance, IReadOnlyList<FactView> Facts, IReadOnlyList<string> Aliases, IReadOnlyDictionary<string, string> Tags);

    public sealed record ProvenanceView(string ArtifactDigest, string CodeCommit, IReadOnlyList<string> Datasets, JsonElement Parameters, string Seed, string Environment, string BaseModel, string Licence);

    public sealed record FactView(Guid Id, string Kind, JsonElement Body, string RecordedBy, DateTimeOffset RecordedAt);

    public sealed record Registered(string Model, int Version);

    public sealed record Assignment(string Owner, bool Consequential);

    public static void MapModelApi(this RouteGroupBuilder models)
    {
        models.MapGet("/", List).Needs(Permission.ReadMachineLearning).WithSummary("The registry, by name, 100 at a time");
        models.MapPost("/", Register).Needs(Permission.EditModels).WithSummary("Register a model").ProducesProblem(409);
        models.MapGet("/{name}", Read).Needs(Permission.ReadMachineLearning).WithSummary("One model").ProducesProblem(404);
        models.MapPut("/{name}/assignment", Assign).Needs(Permission.EditModels).WithSummary("Say who answers for it and whether it decides over people").ProducesProblem(404).ProducesProblem(412);
        models.MapPost("/{name}/versions", RegisterVersion).Needs(Permission.EditModels).WithSummary("Register a version, with what it is made of").ProducesProblem(404);
        models.MapGet("/{name}/versions/{version:int}", ReadVersion).Needs(Permission.ReadMachineLearning).WithSummary("One version with everything that is known of it").ProducesProblem(404);
        models.MapPut("/{name}/versions/{version:int}/provenance", Provenance).Needs(Permission.EditModels).WithSummary("Say what a version was made from; once").ProducesProblem(404).ProducesProblem(409);
        models.MapPost("/{name}/versions/{version:int}/facts", Fact).Needs(Permission.RecordMeasurements)
            .WithSummary("Record an evaluation, a fairness result, a test run, a code review, a rollback plan, a baseline…").ProducesProblem(404);
        models.MapPut("/{name}/card", Write).Needs(Permission.EditModels).WithSummary("Write the model card (Hugging Face: YAML head, Markdown)")
            .Accepts<string>("text/markdown", "text/plain").WithMetadata(new RequestSizeLimitAttribute(ModelCard.MaxBytes + 1024)).ProducesProblem(404);
        models.MapGet("/{name}/versions/{version:int}/card", Card).Needs(Permission.ReadMachineLearning).WithSummary("The model card, filled in from the registry")
            .Produces<string>(contentType: "text/markdown").ProducesProblem(404);
    }

    private static async Task<Ok<ReadModels.Result>> List(HttpContext http, ReadModels read, CancellationToken stop, string? after = null, string? q = null) =>
        TypedResults.Ok(await read.RunAsync(http.Actor.Organization, after, q, stop));

    private static async Task<Results<Created<ModelView>, ProblemHttpResult>> Register(RegisterModel.Request request, HttpContext http, RegisterModel register, CancellationToken stop) =>
        await register.RunAsync(http.Actor, request, stop) is { } model
            ? TypedResults.Created($"/api/models/{Uri.EscapeDataString(model.Name)}", Of(model, request.Tags ?? new Dictionary<string, string>()))
            : Problems.Conflict("model-name-taken", $"A model named '{request.Name}' is registered already.");

    private static async Task<Results<Ok<ModelView>, ProblemHttpResult>> Read(string name, HttpContext http, ReadModel read, CancellationToken stop) =>
        await read.RunAsync(http.Actor.Organization, name, stop) is { } found ? Shown(http, found) : ModelProblems.Missing();

    private static Ok<ModelView> Shown(HttpContext http, ReadModel.Result found)
    {
        http.ShowVersion(found.Model.Version);
        return TypedResults.Ok(Of(found.Model, found.Tags));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> Assign(string name, Assignment request, HttpContext http, ChangeModel change, CancellationToken stop) =>
        await change.AssignAsync(http.Actor, name, request.Owner, request.Consequential, stop, http.ExpectedVersion) switch
        {
            { Model: not null } => TypedResults.NoContent(),
            { Refusal: ChangeModel.Refusal.Overtaken } => Problems.PreconditionFailed("Somebody else changed this model since you read it. Read it again."),
            _ => ModelProblems.Missing(),
        };

    private static async Task<Results<Created<Registered>, ProblemHttpResult>> RegisterVersion(string name, RegisterVersion.Request request, HttpContext http, RegisterVersion register, CancellationToken stop) =>
        await register.RunAsync(http.Actor, name, request, stop) is { } version
            ? TypedResults.Created($"/api/models/{Uri.EscapeDataString(name)}/versions/{version.Number}", new Registered(name, version.Number))
            : ModelProblems.Missing();

    private static async Task<Results<Ok<VersionView>, ProblemHttpResult>> ReadVersion(string name, int version, HttpContext http, ReadVersion read, CancellationToken stop) =>
        await read.RunAsync(http.Actor.Organization, name, version, stop) is { } found ? TypedResults.Ok(Of(found)) : ModelProblems.Missing();

    private static async Task<Results<NoContent, ProblemHttpResult>> Provenance(string name, int version, RecordProvenance.Request request, HttpContext http, RecordProvenance record, CancellationToken stop) =>
        await record.RunAsync(http.Actor, name, version, request, stop) switch
        {
            RecordProvenance.Outcome.Recorded => TypedResults.NoContent(),
            RecordProvenance.Outcome.NotFound => ModelProblems.Missing(),
            RecordProvenance.Outcome.SaidBefore said => Problems.Conflict("version-is-immutable", $"What version {version} was made from is on record ({said.ArtifactDigest}) and cannot be changed. Register another version."),
            var other => throw new UnreachableException(other.ToString()),
        };

    private static async Task<Results<Created<RecordFact.Outcome.Kept>, ValidationProblem, ProblemHttpResult>> Fact(string name, int version, RecordFact.Request request, HttpContext http, RecordFact record, CancellationToken stop) =>
        await record.RunAsync(http.Actor, name, version, request, stop) switch
        {
            RecordFact.Outcome.Kept kept => TypedResults.Created((string?)null, kept),
            RecordFact.Outcome.NotFound => ModelProblems.Missing(),
            RecordFact.Outcome.Wrong wrong => Problems.Invalid([new("body", wrong.Message)]),
            var other => throw new UnreachableException(other.ToString()),
        };

    private static async Task<Results<Ok<WriteCard.Outcome.Written>, ValidationProblem, ProblemHttpResult>> Write(string name, HttpContext http, WriteCard write, CancellationToken stop)
    {
        using var reader = new StreamReader(http.Request.Body);
        return await write.RunAsync(http.Actor, name, await reader.ReadToEndAsync(stop), stop) switch
        {
            WriteCard.Outcome.Written written => TypedResults.Ok(written),
            WriteCard.Outcome.NotFound => ModelProblems.Missing(),
            WriteCard.Outcome.Wrong wrong => Problems.Invalid([new("card", wrong.Message)]),
            var other => throw new UnreachableException(other.ToString()),
        };
    }

    internal static async Task<Results<ContentHttpResult, ProblemHttpResult>> Card(string name, int version, HttpContext http, ReadVersion read, CancellationToken stop) =>
        await read.RunAsync(http.Actor.Organization, name, version, stop) is { } found ? TypedResults.Text(CardSheet.Of(found), "text/markdown; charset=utf-8") : ModelProblems.Missing();

    internal static async Task<Results<FileContentHttpResult, ProblemHttpResult>> CardFile(Guid id, int version, HttpContext http, ReadVersion read, CancellationToken stop) =>
        await read.RunAsync(http.Actor.Organization, id, version, stop) is { } found
            ? TypedResults.File(System.Text.Encoding.UTF8.GetBytes(CardSheet.Of(found)), "text/markdown; charset=utf-8", "README.md")
            : ModelProblems.Missing();

    private static ModelView Of(RegisteredModel model, IReadOnlyDictionary<string, string> tags) => new(model.Id, model.Name, model.Description, model.Owner, model.Consequential, model.Versions, tags);

    private static VersionView Of(ReadVersion.Result found)
    {
        var (v, p) = (found.Version, found.Provenance);
        return new(
            v.Name, v.Number, v.State.ToString(), v.Stage.ToString(), v.Source, v.RunId, v.Description, v.CreatedAt,
            p is null ? null : new(p.ArtifactDigest, p.CodeCommit, p.Datasets, JsonElement.Parse(p.Parameters), p.Seed, p.Environment, p.BaseModel, p.Licence),
            [.. found.Facts.Select(f => new FactView(f.Id, f.Kind, f.Json, f.RecordedBy, f.RecordedAt))], found.Aliases, found.Tags);
    }
}
