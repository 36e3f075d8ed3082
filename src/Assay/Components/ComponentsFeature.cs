using System.Diagnostics;
using Assay.Models;
using Assay.Today;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Assay.Components;

/// <summary>The open-source components that models bring along: which, under what licence, with which known holes, evaluated by whom.</summary>
public static class ComponentsFeature
{
    public static void AddComponents(this IServiceCollection services)
    {
        services.AddScoped<ImportBom>();
        services.AddScoped<LoadAdvisories>();
        services.AddScoped<EvaluateComponent>();
        services.AddScoped<ReadComponents>();
        services.AddScoped<IToday, ComponentsToday>();
    }

    public static void MapComponents(this IEndpointRouteBuilder routes)
    {
        var version = routes.MapGroup("/api/models/{name}/versions/{version:int}").WithTags("Models");
        version.MapGet("/bom", Bom).Needs(Permission.ReadMachineLearning).WithSummary("The ML bill of materials (CycloneDX 1.6)").Produces<string>(contentType: "application/vnd.cyclonedx+json").ProducesProblem(404);
        version.MapPut("/bom", Import).Needs(Permission.EditModels).WithSummary("Send a bill of materials (CycloneDX 1.6)")
            .Accepts<string>("application/json", "application/vnd.cyclonedx+json").WithMetadata(new RequestSizeLimitAttribute(ImportBom.MaxBytes)).ProducesProblem(404);

        routes.MapGet("/models/{id:guid}/versions/{version:int}/bom.json", BomFile).Needs(Permission.ReadMachineLearning).ExcludeFromDescription();

        var components = routes.MapGroup("/api/components").WithTags("Components");
        components.MapGet("/", List).Needs(Permission.ReadMachineLearning).WithSummary("The components that models bring along");
        components.MapPost("/evaluations", Evaluate).Needs(Permission.ApproveGateRules).WithSummary("Decide whether components may be used");
        components.MapPost("/advisories", Load).Needs(Permission.RecordMeasurements).WithSummary("Load advisories from an OSV file; nothing is asked of a network")
            .Accepts<string>("application/octet-stream", "application/json", "application/zip", "application/x-ndjson").WithMetadata(new RequestSizeLimitAttribute(LoadAdvisories.MaxBytes));
    }

    public sealed record ComponentView(Guid Id, string Ecosystem, string Name, string Release, string Licence, DateTimeOffset FirstSeenAt, string Decision, IReadOnlyList<string> Advisories);

    private static async Task<Ok<IEnumerable<ComponentView>>> List(HttpContext http, ReadComponents read, CancellationToken stop) =>
        TypedResults.Ok((await read.RunAsync(http.Actor.Organization, stop)).Select(l => new ComponentView(
            l.Component.Id, l.Component.Ecosystem, l.Component.Name, l.Component.Release, l.Component.Licence, l.Component.FirstSeenAt, l.Component.Decision.ToString(), l.Advisories)));

    private static async Task<Ok<int>> Evaluate(EvaluateComponent.Request request, HttpContext http, EvaluateComponent evaluate, CancellationToken stop) =>
        TypedResults.Ok(await evaluate.RunAsync(http.Actor, request, stop));

    private static async Task<Results<Ok<LoadAdvisories.Outcome.Loaded>, ValidationProblem>> Load(HttpContext http, LoadAdvisories load, CancellationToken stop)
    {
        var path = Path.Join(Path.GetTempPath(), $"assay-advisories-{Path.GetRandomFileName()}");
        await using var file = new FileStream(path, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Options = FileOptions.DeleteOnClose });
        await http.Request.Body.CopyToAsync(file, stop);
        file.Position = 0;

        return await load.RunAsync(http.Actor, file, stop) is LoadAdvisories.Outcome.Loaded loaded ? TypedResults.Ok(loaded) : Problems.Invalid([new("file", "The file cannot be read as OSV advisories.")]);
    }

    private static async Task<Results<ContentHttpResult, ProblemHttpResult>> Bom(string name, int version, HttpContext http, ReadVersion read, TimeProvider clock, CancellationToken stop) =>
        await read.RunAsync(http.Actor.Organization, name, version, stop) is { } found
            ? TypedResults.Text(ExportBom.Of(found, clock.GetUtcNow()), "application/vnd.cyclonedx+json; version=1.6")
            : ModelProblems.Missing();

    private static async Task<Results<FileContentHttpResult, ProblemHttpResult>> BomFile(Guid id, int version, HttpContext http, ReadVersion read, TimeProvider clock, CancellationToken stop) =>
        await read.RunAsync(http.Actor.Organization, id, version, stop) is { } found
            ? TypedResults.File(System.Text.Encoding.UTF8.GetBytes(ExportBom.Of(found, clock.GetUtcNow())), "application/vnd.cyclonedx+json", $"{found.Model.Name}-{version}.cdx.json")
            : ModelProblems.Missing();

    private static async Task<Results<Ok<ImportBom.Outcome.Imported>, ValidationProblem, ProblemHttpResult>> Import(string name, int version, HttpContext http, ImportBom import, CancellationToken stop)
    {
        using var reader = new StreamReader(http.Request.Body);
        return await import.RunAsync(http.Actor, name, version, await reader.ReadToEndAsync(stop), stop) switch
        {
            ImportBom.Outcome.Imported imported => TypedResults.Ok(imported),
            ImportBom.Outcome.NotFound => ModelProblems.Missing(),
            ImportBom.Outcome.Wrong wrong => Problems.Invalid([new("bom", wrong.Message)]),
            var other => throw new UnreachableException(other.ToString()),
        };
    }
}
