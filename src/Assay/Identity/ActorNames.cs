using Microsoft.EntityFrameworkCore;

namespace Assay.Identity;

/// <summary>The names behind the ledger's opaque ids, for screens. Whoever was erased stays an id.</summary>
public sealed class ActorNames(IdentityDb db)
{
    /// <returns>The members of an organisation by the id that the ledger knows them by.</returns>
    public async Task<IReadOnlyDictionary<string, string>> OfAsync(OrganizationId organization, CancellationToken stop)
    {
        var members = await db.Memberships.AsNoTracking()
            .Where(m => m.OrganizationId == organization.Value)
            .Join(db.Users, m => m.UserId, u => u.Id, (_, u) => new { u.Id, u.Name })
            .ToListAsync(stop);

        return members.ToDictionary(m => new Actor(organization, m.Id, m.Name).LedgerId, m => m.Name);
    }
}
