using Assay.Organizations;
using Microsoft.EntityFrameworkCore;

namespace Assay.Members;

/// <summary>Who belongs to the organisation, as what, and who has been asked to.</summary>
public sealed class ReadMembers(IdentityDb db, TimeProvider clock)
{
    public sealed record Line(Guid Id, string Name, string Email, bool HasSecondFactor, DateTimeOffset Since, DateTimeOffset? EndedAt, IReadOnlyList<RoleGrant> Grants)
    {
        /// <summary>Of the roles; a change names the one that it was decided on.</summary>
        public int Version => ChangeRoles.VersionOf(Grants);
    }

    public sealed record Result(IReadOnlyList<Line> Members, IReadOnlyList<Invitation> Invitations);

    public async Task<Result> RunAsync(OrganizationId organization, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        var members = await db.Memberships.AsNoTracking()
            .Where(m => m.OrganizationId == organization.Value)
            .Join(db.Users, m => m.UserId, u => u.Id, (m, u) => new { u.Id, u.Name, u.Email, u.TwoFactorEnabled, m.Since, m.EndedAt })
            .OrderBy(m => m.Name).ToListAsync(stop);
        var grants = (await db.RoleGrants.AsNoTracking().Where(g => g.OrganizationId == organization.Value).ToListAsync(stop))
            .Where(g => g.IsLive(now)).ToLookup(g => g.UserId);
        var invitations = await db.Invitations.AsNoTracking()
            .Where(i => i.OrganizationId == organization.Value && i.AcceptedAt == null && i.WithdrawnAt == null && i.ExpiresAt > now)
            .OrderBy(i => i.ExpiresAt).ToListAsync(stop);

        return new(
            [.. members.Select(m => new Line(m.Id, m.Name, m.Email ?? "", m.TwoFactorEnabled, m.Since, m.EndedAt, [.. grants[m.Id].OrderBy(g => g.Role)]))],
            invitations);
    }
}
