using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Assay.Pipelines;

/// <summary>OpenLineage 2-0-2, as its clients send it, and the graph for programs.</summary>
internal static class LineageApi
{
    private const int _maxBytes = 16 * 1024 * 1024;

    public sealed record Summary(int Received, int Successful, int Failed, int Retriable, int NonRetriable);

    public sealed record FailedEvent(int Index, string Reason, string Field, bool Retriable);

    public sealed record BatchAnswer(string Status, Summary Summary, IReadOnlyList<FailedEvent> FailedEvents);

    public static void MapLineageApi(this IEndpointRouteBuilder routes)
    {
        var lineage = routes.MapGroup("/api/v1/lineage").WithTags("Lineage");
        lineage.MapPost("/", One).Needs(Permission.SendLineage).WithSummary("Take in one OpenLineage event").Accepts<JsonElement>("application/json")
            .WithMetadata(new RequestSizeLimitAttribute(OpenLineageEvent.MaxBytes)).ProducesProblem(413);
        lineage.MapPost("/batch", Batch).Needs(Permission.SendLineage).WithSummary("Take in a list of OpenLineage events").Accepts<JsonElement>("application/json")
            .WithDescription($"At most {ReceiveLineage.MostEvents} events. Those that are sound are taken in; the others are named by index and field.")
            .WithMetadata(new RequestSizeLimitAttribute(_maxBytes)).ProducesProblem(413);

        routes.MapGet("/api/lineage/graph", Graph).Needs(Permission.ReadMachineLearning).WithTags("Lineage").WithSummary("What a node came from and what came of it, now or at a past moment").ProducesProblem(404);
        routes.MapGet("/api/lineage/nodes", Nodes).Needs(Permission.ReadMachineLearning).WithTags("Lineage").WithSummary("Nodes of the lineage by name");
    }

    private static async Task<Results<Created, ValidationProblem>> One(HttpContext http, ReceiveLineage receive, CancellationToken stop)
    {
        if (await BodyAsync(http, stop) is not { } json) return NotJson();
        var faults = await receive.RunAsync(http.Actor, [json], stop);

        return faults is [var fault, ..] ? Problems.Invalid([new(fault.Field, fault.Message)]) : TypedResults.Created();
    }

    private static async Task<Results<Ok<BatchAnswer>, ValidationProblem, ProblemHttpResult>> Batch(HttpContext http, ReceiveLineage receive, CancellationToken stop)
    {
        if (await BodyAsync(http, stop) is not { ValueKind: JsonValueKind.Array } json) return NotJson();
        if (json.GetArrayLength() > ReceiveLineage.MostEvents) return Problems.TooLarge($"At most {ReceiveLineage.MostEvents} events a call; send the rest in another.");

        var faults = await receive.RunAsync(http.Actor, [.. json.EnumerateArray()], stop);
        var (all, failed) = (json.GetArrayLength(), faults.Count);
        return TypedResults.Ok(new BatchAnswer(failed == 0 ? "success" : failed == all ? "failure" : "partial_success", new(all, all - failed, failed, 0, failed),
            [.. faults.Select(f => new FailedEvent(f.Index, f.Message, f.Field, false))]));
    }

    private static async Task<Results<Ok<ReadLineage.Graph>, ProblemHttpResult>> Graph(Guid node, DateTimeOffset? at, HttpContext http, ReadLineage read, TimeProvider clock, CancellationToken stop) =>
        await read.RunAsync(http.Actor, node, at?.ToUniversalTime() ?? clock.GetUtcNow(), stop) is { } graph ? TypedResults.Ok(graph) : Problems.NotFound("Nothing of this id was known at that time.");

    private static async Task<Ok<IEnumerable<ReadLineage.Place>>> Nodes(string? name, HttpContext http, ReadLineage read, CancellationToken stop) =>
        TypedResults.Ok((await read.FindAsync(http.Actor, name, stop)).Select(n => new ReadLineage.Place(n.Id, n.Kind, n.Namespace, n.Name, n.Version, 0, null, null, null)));

    /// <returns>Null where it is not JSON, or says that it is something else: a page elsewhere can make a browser send text with our cookie.</returns>
    private static async Task<JsonElement?> BodyAsync(HttpContext http, CancellationToken stop)
    {
        if (!http.Request.HasJsonContentType()) return null;

        try
        {
            using var document = await JsonDocument.ParseAsync(http.Request.Body, cancellationToken: stop);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static ValidationProblem NotJson() => Problems.Invalid([new("body", "Send application/json: one event to this address, or a list of them to its /batch.")]);
}
