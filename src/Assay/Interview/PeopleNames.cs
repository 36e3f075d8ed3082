using Assay.Identity;
using Microsoft.EntityFrameworkCore;

namespace Assay.Interview;

/// <summary>Turns the ledger's opaque ids back into names for the screen, within one organisation.</summary>
public sealed class PeopleNames(IdentityDb identity, Tenancy tenancy)
{
    public async Task<IReadOnlyDictionary<string, string>> OfAsync(OrganizationId organization, IEnumerable<string> actors, CancellationToken stop)
    {
        var wanted = actors.ToHashSet();
        var members = await identity.Memberships.AsNoTracking()
            .Where(m => m.OrganizationId == organization.Value)
            .Join(identity.Users, m => m.UserId, u => u.Id, (_, u) => new { u.Id, u.Name }).ToListAsync(stop);

        await using var db = await tenancy.OpenAsync(organization, stop);
        var colleagues = await db.Set<Delegation>().AsNoTracking().Select(d => new { d.Id, d.Colleague }).ToListAsync(stop);

        return members.Select(m => (Key: $"user/{m.Id:n}", m.Name))
            .Concat(colleagues.Select(c => (Key: $"delegation/{c.Id:n}", Name: $"{c.Colleague}, by link")))
            .Where(n => wanted.Contains(n.Key))
            .ToDictionary(n => n.Key, n => n.Name);
    }
}
