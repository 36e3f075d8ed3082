using Microsoft.EntityFrameworkCore;

namespace Assay.Identity;

/// <summary>Enters another organisation that the person belongs to. Both ledgers tell of it.</summary>
public sealed class SwitchOrganization(IdentityDb db, TimeProvider clock)
{
    /// <returns>False where the person does not belong to it, came in by a door that does not lead there, or the session has ended.</returns>
    public async Task<bool> RunAsync(Actor actor, Guid? session, Guid organization, CancellationToken stop)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(stop);

        if (!await db.OpenTo(actor.UserId, clock.GetUtcNow()).AnyAsync(m => m.OrganizationId == organization, stop)) return false;
        if (await db.Sessions.SingleOrDefaultAsync(s => s.Id == session && s.UserId == actor.UserId && s.EndedAt == null, stop) is not { } here) return false;
        if (here.Proof is Proof.SingleSignOn) return false;

        OrganizationId entered = new(organization);
        here.Enter(entered);
        await TellAsync(actor, "user.left_for_another", stop);
        await TellAsync(actor with { Organization = entered }, "user.entered", stop);
        await transaction.CommitAsync(stop);

        return true;
    }

    private async Task TellAsync(Actor actor, string kind, CancellationToken stop)
    {
        await db.EnterAsync(actor.Organization, stop);
        db.Record(actor, kind, actor.LedgerId, new { }, clock);
        await db.SaveChangesAsync(stop);
    }
}
