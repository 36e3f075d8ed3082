using System.Diagnostics;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Assay.Pipelines;

/// <summary>Definitions and findings for programs; the registers answer as every register does.</summary>
internal static class PipelineApi
{
    public sealed record DefinitionView(Guid Id);

    public static void MapPipelineApi(this RouteGroupBuilder pipelines)
    {
        pipelines.MapGet("/findings", Findings).Needs(Permission.ReadMachineLearning).WithSummary("Undocumented steps, runs of unapproved code, missed runs");
        pipelines.MapPost("/{id:guid}/definitions", Propose).Needs(Permission.EditPipelines).WithSummary("Propose a definition by its commit or digest").ProducesProblem(404).ProducesProblem(409);
        pipelines.MapPost("/{id:guid}/definitions/{definition:guid}/approval", Approve).Needs(Permission.ApprovePipelines).WithSummary("Approve a definition")
            .WithDescription("By somebody other than who proposed it, never by a program.").ProducesProblem(404).ProducesProblem(409);
    }

    private static async Task<Ok<IReadOnlyList<ReadPipelines.Finding>>> Findings(HttpContext http, ReadPipelines read, CancellationToken stop) =>
        TypedResults.Ok((await read.RunAsync(http.Actor, stop)).Findings);

    private static async Task<Results<Created<DefinitionView>, ProblemHttpResult>> Propose(Guid id, ChangeDefinition.Request request, HttpContext http, ChangeDefinition change, CancellationToken stop) =>
        await change.ProposeAsync(http.Actor, id, request, stop) is var outcome && outcome is ChangeDefinition.Outcome.Done done
            ? TypedResults.Created($"/pipelines/{id}/definitions", new DefinitionView(done.Id)) : Refused(outcome);

    private static async Task<Results<NoContent, ProblemHttpResult>> Approve(Guid id, Guid definition, HttpContext http, ChangeDefinition change, CancellationToken stop) =>
        await change.ApproveAsync(http.Actor, id, definition, stop) is var outcome && outcome is ChangeDefinition.Outcome.Done ? TypedResults.NoContent() : Refused(outcome);

    private static ProblemHttpResult Refused(ChangeDefinition.Outcome outcome) => outcome switch
    {
        ChangeDefinition.Outcome.NotFound => Problems.NotFound("There is no such pipeline, or no such definition of it."),
        ChangeDefinition.Outcome.Refused refused => Problems.Conflict(refused.Rule, refused.Message),
        _ => throw new UnreachableException(outcome.ToString()),
    };
}
