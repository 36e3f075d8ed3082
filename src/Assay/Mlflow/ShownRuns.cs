using System.Text.Json;
using Assay.Experiments;
using Microsoft.EntityFrameworkCore;

namespace Assay.Mlflow;

/// <summary>Experiments and runs as MLflow shows them.</summary>
internal static class ShownRuns
{
    public static async Task<IReadOnlyList<MlflowExperiment>> ShowAsync(this AssayDb db, IReadOnlyList<Experiment> experiments, CancellationToken stop)
    {
        var numbers = experiments.Select(e => e.Number).ToArray();
        var tags = (await db.Set<ExperimentTag>().AsNoTracking().Where(t => numbers.Contains(t.Number)).OrderBy(t => t.Key).ToListAsync(stop)).ToLookup(t => t.Number);

        return [.. experiments.Select(e => new MlflowExperiment
        {
            ExperimentId = $"{e.Number}",
            Name = e.Name,
            ArtifactLocation = e.ArtifactLocation,
            LifecycleStage = Stage(e.DeletedAt),
            LastUpdateTime = e.UpdatedAt.ToUnixTimeMilliseconds(),
            CreationTime = e.CreatedAt.ToUnixTimeMilliseconds(),
            Tags = tags[e.Number].Select(t => new MlflowTag(t.Key, t.Value)).ToList().OrAbsent(),
        })];
    }

    public static MlflowRun Show(RunRecord record) => new(
        Show(record.Run),
        new(
            record.Metrics.Select(m => new MlflowMetric(m.Key, m.Value, m.At, m.Step)).ToList().OrAbsent(),
            record.Params.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => new MlflowTag(p.Key, p.Value)).ToList().OrAbsent(),
            record.Tags.OrderBy(t => t.Key, StringComparer.Ordinal).Select(t => new MlflowTag(t.Key, t.Value)).ToList().OrAbsent()),
        new(record.Inputs.Select(Show).ToList().OrAbsent()));

    public static MlflowRunInfo Show(ExperimentRun run) => new()
    {
        RunUuid = run.RunId,
        ExperimentId = $"{run.Experiment}",
        RunName = run.Name,
        UserId = run.UserName,
        Status = run.Status.ToString().ToUpperInvariant(),
        StartTime = run.StartedAt,
        EndTime = run.EndedAt,
        ArtifactUri = run.ArtifactUri,
        LifecycleStage = Stage(run.DeletedAt),
        RunId = run.RunId,
    };

    private static MlflowDatasetInput Show(RunInput input) => new(
        JsonSerializer.Deserialize<List<MlflowTag>>(input.Tags, MlflowJson.Options)?.OrAbsent(),
        new(input.Name, input.Digest, input.SourceType, input.Source, input.Schema, input.Profile));

    private static string Stage(DateTimeOffset? deleted) => deleted is null ? "active" : "deleted";
}
