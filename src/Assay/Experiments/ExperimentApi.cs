using Microsoft.AspNetCore.Http.HttpResults;

namespace Assay.Experiments;

/// <summary>Runs for programs, beside MLflow's own protocol: whether each can be repeated.</summary>
internal static class ExperimentApi
{
    public sealed record RunView(string Run, string Name, string Experiment, RunStatus Status, bool Repeatable, IReadOnlyList<string> Missing, string? Repeats, bool? WithinTolerance, IReadOnlyList<string> Apart);

    public static async Task<Ok<IEnumerable<RunView>>> List(HttpContext http, ReadRuns read, int? experiment, CancellationToken stop) =>
        TypedResults.Ok((await read.RunAsync(http.Actor.Organization, experiment, stop)).Runs.Select(l => new RunView(
            l.Record.Run.RunId, l.Record.Run.Name, l.Experiment, l.Record.Run.Status, l.Repeatability.IsRepeatable, l.Repeatability.Missing, l.Repeat?.FirstRun, l.Repeat?.Matches, l.Repeat?.Apart ?? [])));
}
