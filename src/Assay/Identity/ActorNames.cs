using Assay.Organizations;
using Microsoft.EntityFrameworkCore;

namespace Assay.Identity;

/// <summary>Names of actors that are no persons, from the feature that knows them.</summary>
public interface IProgramNames
{
    /// <returns>By the id that the ledger knows each by.</returns>
    Task<IReadOnlyDictionary<string, string>> OfAsync(OrganizationId organization, CancellationToken stop);
}

/// <summary>The names behind the ledger's opaque ids, for screens. Whoever was erased stays an id.</summary>
public sealed class ActorNames(IdentityDb db, IEnumerable<IProgramNames> programs)
{
    /// <returns>Whoever is or was a member of an organisation, and its programs, by the id that the ledger knows them by.</returns>
    public async Task<IReadOnlyDictionary<string, string>> OfAsync(OrganizationId organization, CancellationToken stop)
    {
        var names = (await ReadAsync(db.Memberships.Where(m => m.OrganizationId == organization.Value), stop)).ToDictionary(m => new Actor(organization, m.Key, m.Value).LedgerId, m => m.Value);

        foreach (var source in programs)
        {
            foreach (var (id, name) in await source.OfAsync(organization, stop)) names[id] = name;
        }

        return names;
    }

    /// <returns>The members that an organisation has now, by their id.</returns>
    public Task<IReadOnlyDictionary<Guid, string>> MembersAsync(OrganizationId organization, CancellationToken stop) =>
        ReadAsync(db.Memberships.Where(m => m.OrganizationId == organization.Value && m.EndedAt == null), stop);

    private async Task<IReadOnlyDictionary<Guid, string>> ReadAsync(IQueryable<Membership> memberships, CancellationToken stop)
    {
        var members = await memberships.AsNoTracking()
            .Join(db.Users, m => m.UserId, u => u.Id, (_, u) => new { u.Id, u.Name })
            .ToListAsync(stop);

        return members.ToDictionary(m => m.Id, m => m.Name);
    }
}
