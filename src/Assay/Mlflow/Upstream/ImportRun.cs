using System.Globalization;
using System.Text.Json;
using Assay.Experiments;
using Microsoft.EntityFrameworkCore;

namespace Assay.Mlflow;

/// <summary>Brings a run of another server here, as it stands there.</summary>
internal static class ImportRun
{
    /// <summary>As part of a larger transaction, which commits. A run that is here already stays as it is.</summary>
    /// <param name="shown">MLflow's <c>Run</c>.</param>
    public static async Task RunAsync(AssayDb db, Actor actor, JsonElement shown, string origin, CancellationToken stop)
    {
        var info = shown.GetProperty("info");
        var data = shown.TryGetProperty("data", out var d) ? d : default;
        var id = MirrorVersion.Text(info, "run_id");
        if (id.Length is 0 or > 64 || await db.Set<ExperimentRun>().AnyAsync(r => r.RunId == id, stop)) return;

        var experiment = await ChangeExperiment.ImportedAsync(db, actor, $"{origin} experiment {MirrorVersion.Text(info, "experiment_id")}", stop);
        var run = new ExperimentRun
        {
            RunId = id,
            Experiment = experiment,
            Name = MirrorVersion.Text(info, "run_name") is { Length: > 0 } name ? name : id,
            UserName = MirrorVersion.Text(info, "user_id"),
            Status = Enum.TryParse<RunStatus>(MirrorVersion.Text(info, "status"), ignoreCase: true, out var status) ? status : RunStatus.Finished,
            StartedAt = Whole(info, "start_time") ?? db.Clock.GetUtcNow().ToUnixTimeMilliseconds(),
            EndedAt = Whole(info, "end_time"),
            ArtifactUri = MirrorVersion.Text(info, "artifact_uri"),
            CreatedBy = actor.LedgerId,
            CreatedAt = db.Clock.GetUtcNow(),
        };

        db.Add(run);
        await db.SaveChangesAsync(stop);
        await LogToRun.AddAsync(db, run, new(
            data.ValueKind is JsonValueKind.Object ? [.. MirrorVersion.Items(data, "metrics").Where(m => Key(m).Length is > 0 and <= 250).Select(Metric)] : [],
            Pairs(data, "params"), Pairs(data, "tags"),
            shown.TryGetProperty("inputs", out var inputs) && inputs.ValueKind is JsonValueKind.Object ? [.. MirrorVersion.Items(inputs, "dataset_inputs").Select(Input).OfType<LogToRun.Input>()] : []), stop);
        db.Record(actor, "run.imported", run.Subject, new { experiment, run = id, origin, status = run.Status, sha256 = await ChangeRun.DigestAsync(db, run, stop) });
    }

    private static LogToRun.Metric Metric(JsonElement metric) => new(Key(metric), metric.TryGetProperty("value", out var value) && value.ValueKind is JsonValueKind.Number ? value.GetDouble() : double.NaN, Whole(metric, "timestamp") ?? 0, Whole(metric, "step") ?? 0);

    private static LogToRun.Input? Input(JsonElement input) => input.TryGetProperty("dataset", out var set) && MirrorVersion.Text(set, "name") is { Length: > 0 and <= 500 } name && MirrorVersion.Text(set, "digest") is { Length: > 0 and <= 100 } digest
        ? new(name, digest, MirrorVersion.Text(set, "source_type"), MirrorVersion.Text(set, "source"), Or(set, "schema"), Or(set, "profile"), input.TryGetProperty("tags", out var tags) ? tags.GetRawText() : "[]")
        : null;

    private static string? Or(JsonElement json, string name) => MirrorVersion.Text(json, name) is { Length: > 0 } text ? text : null;

    private static List<KeyValuePair<string, string>> Pairs(JsonElement data, string name) => data.ValueKind is not JsonValueKind.Object ? [] :
        [.. MirrorVersion.Items(data, name).Where(p => Key(p).Length is > 0 and <= 250).Select(p => new KeyValuePair<string, string>(Key(p), MirrorVersion.Text(p, "value") is { Length: > 8_000 } words ? words[..8_000] : MirrorVersion.Text(p, "value"))).DistinctBy(p => p.Key)];

    private static string Key(JsonElement json) => MirrorVersion.Text(json, "key");

    /// <summary>Whole numbers come as numbers, and from some servers as text.</summary>
    private static long? Whole(JsonElement json, string name) => json.TryGetProperty(name, out var value)
        ? value.ValueKind is JsonValueKind.Number && value.TryGetInt64(out var number) ? number : long.TryParse(MirrorVersion.Text(json, name), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var text) ? text : null
        : null;
}
