using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Assay.Idempotency;

/// <summary>Remembers by its key that a write was begun, and what it was answered, so that it happens once however often it is sent.</summary>
public sealed class KeepAnswer(Tenancy tenancy, TimeProvider clock)
{
    /// <returns>Null where the caller is the first and must go on; else what is known of that key.</returns>
    public async Task<RepeatableWrite?> BeginAsync(Actor actor, string key, byte[] hash, CancellationToken stop)
    {
        await using var db = await tenancy.OpenAsync(actor.Organization, stop);
        var (now, who) = (clock.GetUtcNow(), actor.LedgerId);
        await db.Set<RepeatableWrite>().Where(w => w.BegunAt < now - RepeatableWrite.IsKept).ExecuteDeleteAsync(stop);

        if (await db.Set<RepeatableWrite>().AsNoTracking().FirstOrDefaultAsync(w => w.Actor == who && w.Key == key, stop) is { } known) return known;
        db.Add(new RepeatableWrite { Actor = who, Key = key, RequestHash = hash, BegunAt = now });

        try
        {
            await db.CommitAsync(stop);
            return null;
        }
        catch (DbUpdateException failure) when (failure.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            return new() { Actor = who, Key = key, RequestHash = hash, BegunAt = now };      // sent twice at once; the other is at work
        }
    }

    public async Task EndAsync(Actor actor, string key, int status, string? contentType, string? location, byte[] body, CancellationToken stop)
    {
        var who = actor.LedgerId;
        await using var db = await tenancy.OpenAsync(actor.Organization, stop);
        await db.Set<RepeatableWrite>().Where(w => w.Actor == who && w.Key == key).ExecuteUpdateAsync(w => w
            .SetProperty(r => r.Status, status).SetProperty(r => r.ContentType, contentType).SetProperty(r => r.Location, location).SetProperty(r => r.Body, body), stop);
        await db.CommitAsync(stop);
    }

    /// <summary>It failed on our side and changed nothing: the caller may try again.</summary>
    public async Task ForgetAsync(Actor actor, string key, CancellationToken stop)
    {
        var who = actor.LedgerId;
        await using var db = await tenancy.OpenAsync(actor.Organization, stop);
        await db.Set<RepeatableWrite>().Where(w => w.Actor == who && w.Key == key).ExecuteDeleteAsync(stop);
        await db.CommitAsync(stop);
    }
}
