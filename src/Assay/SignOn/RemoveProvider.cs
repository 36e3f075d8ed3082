using Microsoft.EntityFrameworkCore;

namespace Assay.SignOn;

/// <summary>Ends sign-in through the provider. Passwords are let in again, or nobody could come in; accounts stay, their links to the provider go.</summary>
public sealed class RemoveProvider(IdentityDb db, TimeProvider clock)
{
    /// <returns>Whether there was one.</returns>
    public async Task<bool> RunAsync(Actor actor, CancellationToken stop)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        await db.EnterAsync(actor.Organization, stop);
        var id = actor.Organization.Value;

        if (await db.Set<SignOnProvider>().SingleOrDefaultAsync(p => p.OrganizationId == id, stop) is not { } provider) return false;

        var organization = await db.Organizations.SingleAsync(o => o.Id == id, stop);
        organization.PasswordSignIn = true;
        db.Remove(provider);
        var unlinked = await db.Set<SignOnLink>().Where(l => l.OrganizationId == id).ExecuteDeleteAsync(stop);

        db.Record(actor, "sign_on.provider_removed", $"provider/{actor.Organization}", new { provider.Issuer, unlinked }, clock);
        await db.SaveChangesAsync(stop);
        await transaction.CommitAsync(stop);
        return true;
    }
}
