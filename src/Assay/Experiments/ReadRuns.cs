using Microsoft.EntityFrameworkCore;

namespace Assay.Experiments;

/// <summary>The latest runs, each with what it lacks to be done again and with the run that it repeats.</summary>
public sealed class ReadRuns(Tenancy tenancy)
{
    public const int Most = 500;

    private const int _mostChoices = 100;

    public sealed record Line(RunRecord Record, string Experiment, Repeatability Repeatability, Repeat? Repeat);

    public sealed record Result(int Total, IReadOnlyList<Line> Runs);

    /// <param name="Choices">The latest others of its experiment, which it could be held beside.</param>
    public sealed record Comparison(Line One, Line? Other, IReadOnlyList<(string Group, string Name, string? One, string? Other)> Lines, IReadOnlyList<ExperimentRun> Choices);

    public async Task<Result> RunAsync(OrganizationId organization, int? experiment, CancellationToken stop)
    {
        await using var db = await tenancy.OpenAsync(organization, stop);
        var runs = db.Set<ExperimentRun>().AsNoTracking().Where(r => r.DeletedAt == null && (experiment == null || r.Experiment == experiment));
        return new(await runs.CountAsync(stop), await LinesAsync(db, await runs.OrderByDescending(r => r.StartedAt).ThenBy(r => r.RunId).Take(Most).ToListAsync(stop), stop));
    }

    /// <summary>One run, beside another where one is named.</summary>
    /// <returns>Null where there is no such run.</returns>
    public async Task<Comparison?> OneAsync(OrganizationId organization, string id, string? with, CancellationToken stop)
    {
        await using var db = await tenancy.OpenAsync(organization, stop);
        if (await db.Set<ExperimentRun>().AsNoTracking().FirstOrDefaultAsync(r => r.RunId == id, stop) is not { } run) return null;

        // Among those of its experiment that began no later, so that the one it repeats is found.
        var around = await db.Set<ExperimentRun>().AsNoTracking().Where(r => r.Experiment == run.Experiment && r.StartedAt <= run.StartedAt && r.DeletedAt == null && r.RunId != id)
            .OrderByDescending(r => r.StartedAt).ThenBy(r => r.RunId).Take(Most).ToListAsync(stop);
        var one = (await LinesAsync(db, [run, .. around], stop))[0];
        var wanted = with ?? one.Repeat?.FirstRun;
        var other = wanted is { Length: > 0 } && await db.Set<ExperimentRun>().AsNoTracking().FirstOrDefaultAsync(r => r.RunId == wanted, stop) is { } beside ? (await LinesAsync(db, [beside], stop))[0] : null;

        var choices = await db.Set<ExperimentRun>().AsNoTracking().Where(r => r.Experiment == run.Experiment && r.DeletedAt == null && r.RunId != id)
            .OrderByDescending(r => r.StartedAt).ThenBy(r => r.RunId).Take(_mostChoices).ToListAsync(stop);
        return new(one, other, [.. Beside(one, other)], choices);
    }

    private static async Task<IReadOnlyList<Line>> LinesAsync(AssayDb db, IReadOnlyList<ExperimentRun> runs, CancellationToken stop)
    {
        var numbers = runs.Select(r => r.Experiment).Distinct().ToArray();
        var names = await db.Set<Experiment>().AsNoTracking().Where(e => numbers.Contains(e.Number)).ToDictionaryAsync(e => e.Number, e => e.Name, stop);
        var judged = (await ReadRun.OfAsync(db, runs, stop)).Select(r => (Record: r, Said: Repeatability.Of(r))).ToList();
        var byId = judged.ToDictionary(j => j.Record.Run.RunId);
        var firsts = judged.Where(j => j.Said.Recipe is not null).GroupBy(j => (j.Record.Run.Experiment, j.Said.Recipe)).ToDictionary(g => g.Key, g => g.MinBy(j => (j.Record.Run.StartedAt, j.Record.Run.RunId)).Record);

        return [.. judged.Select(j => new Line(j.Record, names[j.Record.Run.Experiment], j.Said, RepeatOf(j.Record, j.Said)))];

        Repeat? RepeatOf(RunRecord run, Repeatability said)
        {
            var first = run.Tags.GetValueOrDefault(RunKeys.Repeats) is { } named && byId.TryGetValue(named, out var known) ? known.Record
                : said.Recipe is { } recipe ? firsts[(run.Run.Experiment, recipe)] : null;
            return first is null || first.Run.RunId == run.Run.RunId ? null : Repeat.Of(run, first);
        }
    }

    private static IEnumerable<(string, string, string?, string?)> Beside(Line one, Line? other)
    {
        foreach (var (name, said) in one.Repeatability.Elements.Where(e => e.Name is not ("parameters" or Repeatability.Results))) yield return ("Made with", name, said, other?.Repeatability.Elements.First(e => e.Name == name).Said);
        foreach (var key in one.Record.Params.Keys.Union(other?.Record.Params.Keys ?? []).Order(StringComparer.Ordinal)) yield return ("Parameter", key, one.Record.Params.GetValueOrDefault(key), other?.Record.Params.GetValueOrDefault(key));
        foreach (var key in one.Record.Metrics.Select(m => m.Key).Union(other?.Record.Metrics.Select(m => m.Key) ?? []).Order(StringComparer.Ordinal)) yield return ("Metric", key, Value(one, key), Value(other, key));
    }

    private static string? Value(Line? line, string key) => line?.Record.Metrics.FirstOrDefault(m => m.Key == key) is { } metric ? $"{metric.Value:0.######}" : null;
}
