using Microsoft.EntityFrameworkCore;

namespace Assay.Identity;

/// <summary>What a person sees of their own account.</summary>
public sealed class ReadAccount(IdentityDb db, TimeProvider clock)
{
    /// <param name="Since">Since when the person belongs to it.</param>
    public sealed record Membership(OrganizationId Id, string Name, DateTimeOffset Since);

    /// <param name="Organization">The name of the one that was entered; null where it is gone.</param>
    public sealed record Visit(Session Session, string? Organization, bool IsOpen);

    public sealed record View(string Name, string Email, IReadOnlyList<Membership> Organizations, IReadOnlyList<Visit> Visits);

    public async Task<View> RunAsync(Actor actor, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        var user = await db.Users.AsNoTracking().Where(u => u.Id == actor.UserId).Select(u => new { u.Name, u.Email }).SingleAsync(stop);
        var organizations = await db.Memberships.Where(m => m.UserId == actor.UserId && m.EndedAt == null).OrderBy(m => m.Since)
            .Join(db.Organizations, m => m.OrganizationId, o => o.Id, (m, o) => new { o.Id, o.Name, m.Since }).ToListAsync(stop);
        var sessions = await db.Sessions.AsNoTracking().Where(s => s.UserId == actor.UserId && s.EndedBecause != SessionEnd.Replaced).OrderByDescending(s => s.SeenAt).Take(2 * Session.MostOpen).ToListAsync(stop);

        return new(user.Name, user.Email ?? "",
            [.. organizations.Select(o => new Membership(new(o.Id), o.Name, o.Since))],
            [.. sessions.Select(s => new Visit(s, organizations.Find(o => o.Id == s.OrganizationId)?.Name, s.IsOpen(now))).OrderByDescending(v => v.IsOpen)]);
    }
}
