using System.Text.Json;
using System.Text.Json.Serialization;
using Assay.Experiments;

namespace Assay.Samples;

/// <summary>Enters a sample company's training runs, as its jobs would log them: some that could be repeated, some that could not.</summary>
internal sealed class FillExperiments(ChangeExperiment experiments, StartRun start, LogToRun log, ChangeRun change, TimeProvider clock)
{
    private static readonly JsonSerializerOptions _json = new(JsonSerializerOptions.Web) { Converters = { new JsonStringEnumConverter() } };

    /// <param name="Repeats">The name of an earlier run of the file.</param>
    private sealed record Run(
        string Experiment, string Name, string User, RunStatus Status, string? Repeats,
        Dictionary<string, string> Tags, Dictionary<string, string> Params, Dictionary<string, double> Metrics, string? Dataset, string? Digest, string? Source);

    public async Task RunAsync(Actor actor, byte[] file, CancellationToken stop)
    {
        Dictionary<string, int> numbers = [];
        Dictionary<string, string> ids = [];

        foreach (var run in JsonSerializer.Deserialize<Run[]>(file, _json)!)
        {
            if (!numbers.TryGetValue(run.Experiment, out var number))
                numbers[run.Experiment] = number = (await experiments.CreateAsync(actor, run.Experiment, location: null, new Dictionary<string, string>(), stop))?.Number ?? throw Refused(run);

            if (run.Repeats is { } first) run.Tags[RunKeys.Repeats] = ids[first];
            if (await start.RunAsync(actor, new(number, run.Name, run.User, StartedAt: null, run.Tags), stop) is not StartRun.Outcome.Started { Run.RunId: var id }) throw Refused(run);
            ids[run.Name] = id;

            var now = clock.GetUtcNow().ToUnixTimeMilliseconds();
            var logged = await log.RunAsync(actor, id, new([.. run.Metrics.Select(m => new LogToRun.Metric(m.Key, m.Value, now, 0))], [.. run.Params], [],
                run.Dataset is { } dataset ? [new(dataset, run.Digest ?? "", "s3", run.Source ?? "", null, null, "[]")] : null), stop);
            if (logged is not LogToRun.Outcome.Done || await change.UpdateAsync(actor, id, new(run.Status, now, null), stop) is null) throw Refused(run);
        }
    }

    private static StartRefusedException Refused(Run run) => new($"The sample's run '{run.Name}' is refused.");
}
