using Microsoft.EntityFrameworkCore;

namespace Assay.Gate;

/// <summary>Who may do what at the gate at one moment. Each decision keeps it, because grants change and the question comes later.</summary>
public sealed record GateGrants(IReadOnlyDictionary<Permission, IReadOnlyList<Guid>> Holders)
{
    private static readonly Permission[] _asked =
        [Permission.ReviewModels, Permission.SignOffModels, Permission.PromoteModels, Permission.BypassGate, Permission.EditGateRules, Permission.ApproveGateRules];

    /// <summary>More than these are counted in the ledger, not listed: an entry has a largest size.</summary>
    private const int _listed = 100;

    public IReadOnlyList<Guid> this[Permission permission] => Holders.GetValueOrDefault(permission, []);

    /// <summary>How many may approve besides the author, in either way.</summary>
    public int EligibleBesides(Guid author) => this[Permission.ReviewModels].Union(this[Permission.SignOffModels]).Count(id => id != author);

    public object ForLedger => Holders.ToDictionary(h => h.Key.ToString(), h => new { count = h.Value.Count, holders = h.Value.Take(_listed).Select(id => $"user/{id:n}").ToArray() });

    public static async Task<GateGrants> ReadAsync(IdentityDb identity, OrganizationId organization, DateTimeOffset now, CancellationToken stop)
    {
        var roles = await (
            from grant in identity.RoleGrants.AsNoTracking()
            join member in identity.Memberships on new { grant.OrganizationId, grant.UserId } equals new { member.OrganizationId, member.UserId }
            where grant.OrganizationId == organization.Value && member.EndedAt == null && (grant.Until == null || grant.Until > now)
            select new { grant.UserId, grant.Role }).ToListAsync(stop);

        return new(_asked.ToDictionary(p => p, p => (IReadOnlyList<Guid>)[.. roles.Where(r => Grants.Allow(r.Role, p)).Select(r => r.UserId).Distinct()]));
    }
}
