using Microsoft.EntityFrameworkCore;

namespace Assay.Experiments;

/// <summary>A run with everything that it said, and the experiment that it is of.</summary>
public sealed record RunRecord(
    ExperimentRun Run, IReadOnlyDictionary<string, string> Params, IReadOnlyDictionary<string, string> Tags,
    IReadOnlyList<RunLatestMetric> Metrics, IReadOnlyList<RunInput> Inputs)
{
    /// <summary>The first of these keys that a tag or a parameter has.</summary>
    public string? Said(IReadOnlyList<string> keys) =>
        keys.Select(k => Tags.GetValueOrDefault(k) is { Length: > 0 } tag ? tag : Params.GetValueOrDefault(k) is { Length: > 0 } param ? param : null).FirstOrDefault(v => v is not null);
}

public sealed class ReadRun(Tenancy tenancy)
{
    /// <returns>Null where there is no such run.</returns>
    public async Task<RunRecord?> RunAsync(OrganizationId organization, string id, CancellationToken stop)
    {
        await using var db = await tenancy.OpenAsync(organization, stop);
        return await db.Set<ExperimentRun>().AsNoTracking().FirstOrDefaultAsync(r => r.RunId == id, stop) is { } run ? (await OfAsync(db, [run], stop))[0] : null;
    }

    /// <summary>Four queries, however many runs.</summary>
    internal static async Task<IReadOnlyList<RunRecord>> OfAsync(AssayDb db, IReadOnlyList<ExperimentRun> runs, CancellationToken stop)
    {
        var ids = runs.Select(r => r.RunId).ToArray();
        var parameters = (await db.Set<RunParam>().AsNoTracking().Where(p => ids.Contains(p.RunId)).OrderBy(p => p.Key).ToListAsync(stop)).ToLookup(p => p.RunId);
        var tags = (await db.Set<RunTag>().AsNoTracking().Where(t => ids.Contains(t.RunId)).OrderBy(t => t.Key).ToListAsync(stop)).ToLookup(t => t.RunId);
        var metrics = (await db.Set<RunLatestMetric>().AsNoTracking().Where(m => ids.Contains(m.RunId)).OrderBy(m => m.Key).ToListAsync(stop)).ToLookup(m => m.RunId);
        var inputs = (await db.Set<RunInput>().AsNoTracking().Where(i => ids.Contains(i.RunId)).OrderBy(i => i.Name).ThenBy(i => i.Digest).ToListAsync(stop)).ToLookup(i => i.RunId);

        return [.. runs.Select(r => new RunRecord(r, parameters[r.RunId].ToDictionary(p => p.Key, p => p.Value), tags[r.RunId].ToDictionary(t => t.Key, t => t.Value),
            [.. metrics[r.RunId]], [.. inputs[r.RunId]]))];
    }
}
