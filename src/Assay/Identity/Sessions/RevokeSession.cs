using Microsoft.EntityFrameworkCore;

namespace Assay.Identity;

/// <summary>Ends one of a person's own sessions, or all but the one they ask in: a browser left behind, a laptop that is gone.</summary>
public sealed class RevokeSession(IdentityDb db, EndSessions end, TimeProvider clock)
{
    /// <returns>False where the person has no such open session.</returns>
    public async Task<bool> RunAsync(Actor actor, Guid session, CancellationToken stop)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(stop);

        var ended = await db.Sessions.Where(s => s.Id == session && s.UserId == actor.UserId).EndAllAsync(SessionEnd.Revoked, clock.GetUtcNow(), stop);
        if (ended == 0) return false;

        await TellAsync(actor, ended, stop);
        await transaction.CommitAsync(stop);
        return true;
    }

    /// <returns>How many others were open.</returns>
    public async Task<int> RunForOthersAsync(Actor actor, Guid? here, CancellationToken stop)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(stop);

        var ended = await end.RunAsync(actor.UserId, SessionEnd.Revoked, except: here, stop);
        if (ended > 0) await TellAsync(actor, ended, stop);

        await transaction.CommitAsync(stop);
        return ended;
    }

    private async Task TellAsync(Actor actor, int ended, CancellationToken stop)
    {
        await db.EnterAsync(actor.Organization, stop);
        db.Record(actor, "user.sessions_revoked", actor.LedgerId, new { ended }, clock);
        await db.SaveChangesAsync(stop);
    }
}
