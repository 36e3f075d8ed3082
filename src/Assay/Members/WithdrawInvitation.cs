using Assay.Organizations;
using Microsoft.EntityFrameworkCore;

namespace Assay.Members;

/// <summary>Makes an invitation's link open nothing any more.</summary>
public sealed class WithdrawInvitation(IdentityDb db, TimeProvider clock)
{
    /// <returns>Whether there was one that was still open.</returns>
    public async Task<bool> RunAsync(Actor actor, Guid id, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        await using var transaction = await db.Database.BeginTransactionAsync(stop);

        if (await db.Invitations.FirstOrDefaultAsync(i => i.OrganizationId == actor.Organization.Value && i.Id == id, stop) is not { } invitation || !invitation.IsOpen(now)) return false;

        invitation.Withdraw(now);
        await db.EnterAsync(actor.Organization, stop);
        db.Record(actor, "member.invitation_withdrawn", $"invitation/{id:n}", new { }, clock);
        await db.SaveChangesAsync(stop);
        await transaction.CommitAsync(stop);
        return true;
    }
}
