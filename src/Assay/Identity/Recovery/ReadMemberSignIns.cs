using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Assay.Identity;

/// <summary>How the members of an organisation sign in, and who waits for help.</summary>
public sealed class ReadMemberSignIns(IdentityDb db, TimeProvider clock)
{
    /// <param name="RestsUntil">Until when wrong tries keep the account shut; null where it is open.</param>
    /// <param name="Needs">Whether their role or the organisation asks for a second factor.</param>
    public sealed record Member(Guid Id, string Name, IReadOnlyList<Role> Roles, bool HasApp, int Passkeys, DateTimeOffset? RestsUntil, DateTimeOffset? LastSeen, bool Needs)
    {
        public bool HasFactor => HasApp || Passkeys > 0;
    }

    /// <param name="VouchedBy">The name of the first of the two.</param>
    public sealed record Recovery(Guid Id, Guid UserId, string Name, string Reason, DateTimeOffset AskedAt, Guid? VouchedById, string? VouchedBy);

    public sealed record View(bool IsSample, bool ForAll, IReadOnlyList<Member> Members, IReadOnlyList<Recovery> Recoveries);

    public async Task<View> RunAsync(OrganizationId id, CancellationToken stop)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        await db.EnterAsync(id, stop);

        var now = clock.GetUtcNow();
        var organization = await db.Organizations.AsNoTracking().SingleAsync(o => o.Id == id.Value, stop);
        var members = await db.Memberships.Where(m => m.OrganizationId == id.Value && m.EndedAt == null)
            .Join(db.Users, m => m.UserId, u => u.Id, (_, u) => new
            {
                u.Id,
                u.Name,
                u.LockoutEnd,
                HasApp = db.Authenticators.Any(a => a.UserId == u.Id),
                Passkeys = db.UserPasskeys.Count(p => p.UserId == u.Id),
                LastSeen = db.Sessions.Where(s => s.UserId == u.Id).Max(s => (DateTimeOffset?)s.SeenAt),
                Roles = db.RoleGrants.Where(g => g.OrganizationId == id.Value && g.UserId == u.Id && (g.Until == null || g.Until > now)).Select(g => g.Role).ToList(),
            }).OrderBy(m => m.Name).ToListAsync(stop);

        var open = await db.FactorRecoveries.AsNoTracking()
            .Where(r => r.OrganizationId == id.Value && r.ConfirmedAt == null && r.ClosedAt == null && r.AskedAt > now - FactorRecovery.Lifetime).OrderBy(r => r.AskedAt).ToListAsync(stop);
        var names = members.ToDictionary(m => m.Id, m => m.Name);

        return new(organization.Sample, organization.SecondFactorForAll,
            [.. members.Select(m => new Member(m.Id, m.Name, [.. m.Roles.Distinct()], m.HasApp, m.Passkeys, m.LockoutEnd > now ? m.LockoutEnd : null, m.LastSeen,
                SecondFactorRule.Asks(organization.Sample, organization.SecondFactorForAll, m.Roles)))],
            [.. open.Select(r => new Recovery(r.Id, r.UserId, names.GetValueOrDefault(r.UserId, "a former member"), r.Reason, r.AskedAt, r.VouchedBy, r.VouchedBy is { } by ? names.GetValueOrDefault(by, "a former member") : null))]);
    }
}
