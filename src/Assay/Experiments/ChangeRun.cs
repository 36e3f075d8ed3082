using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;

namespace Assay.Experiments;

/// <summary>Ends a run, names it, deletes or restores it.</summary>
/// <remarks>The entry of its end holds a digest of all that it had logged, so that what is said of it later can be held against it.</remarks>
public sealed class ChangeRun(Tenancy tenancy)
{
    public sealed record Request(RunStatus? Status, long? EndedAt, string? Name);

    /// <returns>Null where there is no such run, or it is deleted.</returns>
    public async Task<ExperimentRun?> UpdateAsync(Actor actor, string id, Request request, CancellationToken stop)
    {
        await using var db = await tenancy.OpenAsync(actor.Organization, stop);
        if (await db.HoldRunAsync(id, stop) is not { DeletedAt: null } run) return null;

        if (request.Name is { Length: > 0 } name)
        {
            run.Name = name;
            await LogToRun.TagAsync(db, id, [new(RunKeys.Name, name)], stop);
        }

        if (request.Status is { } status) run.Status = status;
        if (request.EndedAt is { } ended) run.EndedAt = ended;
        db.Record(actor, run.HasEnded ? "run.ended" : "run.changed", run.Subject, new { experiment = run.Experiment, run = id, status = run.Status, sha256 = await DigestAsync(db, run, stop) });
        await db.CommitAsync(stop);
        return run;
    }

    public Task<bool> DeleteAsync(Actor actor, string id, bool deleted, CancellationToken stop) => MarkAsync(actor, id, deleted, stop);

    private async Task<bool> MarkAsync(Actor actor, string id, bool deleted, CancellationToken stop)
    {
        await using var db = await tenancy.OpenAsync(actor.Organization, stop);
        if (await db.HoldRunAsync(id, stop) is not { } run) return false;

        run.DeletedAt = deleted ? db.Clock.GetUtcNow() : null;
        db.Record(actor, deleted ? "run.deleted" : "run.restored", run.Subject, new { experiment = run.Experiment, run = id });
        await db.CommitAsync(stop);
        return true;
    }

    /// <summary>Of its parameters, its inputs and the last value of each metric, in the order of their keys. Tags may change afterwards and are left out.</summary>
    internal static async Task<string> DigestAsync(AssayDb db, ExperimentRun run, CancellationToken stop)
    {
        var text = new StringBuilder();
        foreach (var p in await db.Set<RunParam>().AsNoTracking().Where(p => p.RunId == run.RunId).OrderBy(p => p.Key).ToListAsync(stop)) text.Append(CultureInfo.InvariantCulture, $"param\t{p.Key}\t{p.Value}\n");
        foreach (var m in await db.Set<RunLatestMetric>().AsNoTracking().Where(m => m.RunId == run.RunId).OrderBy(m => m.Key).ToListAsync(stop)) text.Append(CultureInfo.InvariantCulture, $"metric\t{m.Key}\t{m.Value:R}\t{m.Step}\n");
        foreach (var i in await db.Set<RunInput>().AsNoTracking().Where(i => i.RunId == run.RunId).OrderBy(i => i.Name).ThenBy(i => i.Digest).ToListAsync(stop)) text.Append(CultureInfo.InvariantCulture, $"input\t{i.Name}\t{i.Digest}\n");

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }
}
