using Microsoft.EntityFrameworkCore;

namespace Assay.Identity;

/// <summary>What follows whenever a factor was added: recovery codes with the first one, a session that has proved it, an entry.</summary>
/// <remarks>Part of the caller's transaction.</remarks>
public sealed class FinishEnrolment(IdentityDb db, OpenSession open, TimeProvider clock)
{
    /// <returns>Recovery codes where there were none; empty otherwise.</returns>
    internal async Task<IReadOnlyList<string>> RunAsync(Actor actor, Guid? session, Proof proof, string kind, CancellationToken stop)
    {
        IReadOnlyList<string> shown = [];

        if (!await db.RecoveryCodes.AnyAsync(c => c.UserId == actor.UserId, stop))
        {
            (shown, var stored) = RecoveryCode.New(actor.UserId);
            db.RecoveryCodes.AddRange(stored);
        }

        await db.EnrolmentLinks.Where(l => l.UserId == actor.UserId).ExecuteDeleteAsync(stop);
        await db.EnterAsync(actor.Organization, stop);
        db.Record(actor, kind, actor.LedgerId, new { }, clock);
        await db.SaveChangesAsync(stop);

        // Whoever came by a password alone has now shown two factors, and gets a new session for it.
        if (await db.Sessions.AsNoTracking().SingleOrDefaultAsync(s => s.Id == session, stop) is { Proof.IsStrong: false })
            await open.RunAsync(await db.Users.SingleAsync(u => u.Id == actor.UserId, stop), actor.Organization, proof, stop);

        return shown;
    }
}
