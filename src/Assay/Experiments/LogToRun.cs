using Microsoft.EntityFrameworkCore;

namespace Assay.Experiments;

/// <summary>Takes in what a run measured and said: values, parameters, tags, datasets.</summary>
/// <remarks>
/// A job may log a thousand values a second, so they go in as arrays, and the ledger is told when the run ends. What is
/// logged to a run that had ended is told at once.
/// </remarks>
public sealed class LogToRun(Tenancy tenancy)
{
    public sealed record Metric(string Key, double Value, long At, long Step);

    public sealed record Input(string Name, string Digest, string SourceType, string Source, string? Schema, string? Profile, string Tags);

    public sealed record Request(IReadOnlyList<Metric> Metrics, IReadOnlyList<KeyValuePair<string, string>> Params, IReadOnlyList<KeyValuePair<string, string>> Tags, IReadOnlyList<Input>? Inputs = null);

    public abstract record Outcome
    {
        public sealed record Done : Outcome;

        public sealed record NoRun : Outcome;

        public sealed record Deleted : Outcome;

        public sealed record NoTag : Outcome;

        /// <summary>A parameter was said to be something else before.</summary>
        public sealed record SaidBefore(string Key, string Before, string Now) : Outcome;
    }

    public async Task<Outcome> RunAsync(Actor actor, string id, Request request, CancellationToken stop)
    {
        await using var db = await tenancy.OpenAsync(actor.Organization, stop);
        if (await db.HoldRunAsync(id, stop) is not { } run) return new Outcome.NoRun();
        if (run.DeletedAt is not null) return new Outcome.Deleted();

        if (await AddAsync(db, run, request, stop) is { } otherwise) return otherwise;
        if (request.Tags.LastOrDefault(t => t.Key == RunKeys.Name).Value is { Length: > 0 } name) run.Name = name;

        await TellAsync(db, actor, run, stop);
        await db.CommitAsync(stop);
        return new Outcome.Done();
    }

    /// <summary>As part of a larger transaction, which holds the run and commits.</summary>
    /// <returns>Null where all was taken in.</returns>
    internal static async Task<Outcome?> AddAsync(AssayDb db, ExperimentRun run, Request request, CancellationToken stop)
    {
        if (request.Params is [_, ..] && await ParamsAsync(db, run.RunId, request.Params, stop) is { } otherwise) return otherwise;
        if (request.Metrics is [_, ..]) await MetricsAsync(db, run.RunId, request.Metrics, stop);
        if (request.Tags is [_, ..]) await TagAsync(db, run.RunId, request.Tags, stop);
        if (request.Inputs is [_, ..] inputs) await InputsAsync(db, run.RunId, inputs, stop);
        return null;
    }

    public async Task<Outcome> UntagAsync(Actor actor, string id, string key, CancellationToken stop)
    {
        await using var db = await tenancy.OpenAsync(actor.Organization, stop);
        if (await db.HoldRunAsync(id, stop) is not { } run) return new Outcome.NoRun();
        if (run.DeletedAt is not null) return new Outcome.Deleted();
        if (await db.Set<RunTag>().Where(t => t.RunId == id && t.Key == key).ExecuteDeleteAsync(stop) == 0) return new Outcome.NoTag();

        await TellAsync(db, actor, run, stop);
        await db.CommitAsync(stop);
        return new Outcome.Done();
    }

    private static async Task TellAsync(AssayDb db, Actor actor, ExperimentRun run, CancellationToken stop)
    {
        var renamed = db.Entry(run).State is EntityState.Modified;
        if (run.HasEnded || renamed) db.Record(actor, "run.changed", run.Subject, new { experiment = run.Experiment, run = run.RunId, status = run.Status, sha256 = await ChangeRun.DigestAsync(db, run, stop) });
    }

    internal static Task TagAsync(AssayDb db, string run, IReadOnlyList<KeyValuePair<string, string>> tags, CancellationToken stop)
    {
        var last = tags.Reverse().DistinctBy(t => t.Key).ToList();
        var (keys, values, organization) = (last.Select(t => t.Key).ToArray(), last.Select(t => t.Value).ToArray(), db.Organization.Value);

        return db.Database.ExecuteSqlAsync($"""
            insert into run_tag (organization_id, run_id, key, value)
            select {organization}, {run}, k, v from unnest({keys}, {values}) as t(k, v)
            on conflict (organization_id, run_id, key) do update set value = excluded.value
            """, stop);
    }

    private static async Task<Outcome?> ParamsAsync(AssayDb db, string run, IReadOnlyList<KeyValuePair<string, string>> all, CancellationToken stop)
    {
        Dictionary<string, string> said = [];
        foreach (var (key, value) in all)
            if (!said.TryAdd(key, value) && said[key] != value) return new Outcome.SaidBefore(key, said[key], value);

        var (keys, values, organization) = (said.Keys.ToArray(), said.Values.ToArray(), db.Organization.Value);
        var before = await db.Set<RunParam>().AsNoTracking().Where(p => p.RunId == run && keys.Contains(p.Key)).ToListAsync(stop);
        if (before.Find(p => said[p.Key] != p.Value) is { } other) return new Outcome.SaidBefore(other.Key, other.Value, said[other.Key]);

        await db.Database.ExecuteSqlAsync($"""
            insert into run_param (organization_id, run_id, key, value)
            select {organization}, {run}, k, v from unnest({keys}, {values}) as p(k, v) on conflict do nothing
            """, stop);
        return null;
    }

    private static async Task MetricsAsync(AssayDb db, string run, IReadOnlyList<Metric> metrics, CancellationToken stop)
    {
        var (keys, values, organization) = (metrics.Select(m => m.Key).ToArray(), metrics.Select(m => Finite(m.Value)).ToArray(), db.Organization.Value);
        var (at, steps) = (metrics.Select(m => m.At).ToArray(), metrics.Select(m => m.Step).ToArray());

        await db.Database.ExecuteSqlAsync($"""
            insert into run_metric (organization_id, run_id, key, at, step, value)
            select {organization}, {run}, k, a, s, v from unnest({keys}, {at}, {steps}, {values}) as m(k, a, s, v) on conflict do nothing
            """, stop);

        await db.Database.ExecuteSqlAsync($"""
            insert into run_latest_metric as l (organization_id, run_id, key, at, step, value)
            select distinct on (k) {organization}, {run}, k, a, s, v from unnest({keys}, {at}, {steps}, {values}) as m(k, a, s, v) order by k, s desc, a desc, v desc
            on conflict (organization_id, run_id, key) do update set at = excluded.at, step = excluded.step, value = excluded.value
            where (excluded.step, excluded.at, excluded.value) > (l.step, l.at, l.value)
            """, stop);
    }

    private static async Task InputsAsync(AssayDb db, string run, IReadOnlyList<Input> inputs, CancellationToken stop)
    {
        var organization = db.Organization.Value;
        foreach (var i in inputs)
        {
            await db.Database.ExecuteSqlAsync($"""
                insert into run_input (organization_id, run_id, name, digest, source_type, source, schema, profile, tags)
                values ({organization}, {run}, {i.Name}, {i.Digest}, {i.SourceType}, {i.Source}, {i.Schema}, {i.Profile}, {i.Tags}) on conflict do nothing
                """, stop);
        }
    }

    /// <summary>What has no end is kept as the largest number there is, as MLflow keeps it.</summary>
    private static double Finite(double value) => double.IsPositiveInfinity(value) ? double.MaxValue : double.IsNegativeInfinity(value) ? double.MinValue : value;
}
