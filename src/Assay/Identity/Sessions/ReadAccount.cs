using Microsoft.EntityFrameworkCore;

namespace Assay.Identity;

/// <summary>What a person sees of their own account.</summary>
public sealed class ReadAccount(IdentityDb db, TimeProvider clock)
{
    /// <param name="Since">Since when the person belongs to it.</param>
    public sealed record Membership(OrganizationId Id, string Name, DateTimeOffset Since);

    /// <param name="Organization">The name of the one that was entered; null where it is gone.</param>
    public sealed record Visit(Session Session, string? Organization, bool IsOpen);

    public sealed record View(string Name, string Email, IReadOnlyList<Membership> Organizations, IReadOnlyList<Visit> Visits, int IdleMinutes, int SessionHours);

    public async Task<View> RunAsync(Actor actor, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        var user = await db.Users.AsNoTracking().Where(u => u.Id == actor.UserId).Select(u => new { u.Name, u.Email }).SingleAsync(stop);
        var organizations = await db.Memberships.Where(m => m.UserId == actor.UserId && m.EndedAt == null).OrderBy(m => m.Since)
            .Join(db.Organizations, m => m.OrganizationId, o => o.Id, (m, o) => new { o.Id, o.Name, m.Since }).ToListAsync(stop);
        var sessions = await db.Sessions.AsNoTracking().Where(s => s.UserId == actor.UserId && s.EndedBecause != SessionEnd.Replaced).OrderByDescending(s => s.SeenAt).Take(2 * Session.MostOpen).ToListAsync(stop);

        // Each is judged by the limits of the organisation that was entered, as at the door.
        var entered = sessions.Select(s => s.OrganizationId).Append(actor.Organization.Value).Distinct().ToList();
        var limits = await db.Organizations.Where(o => entered.Contains(o.Id)).ToDictionaryAsync(o => o.Id, o => new { o.IdleMinutes, o.SessionHours }, stop);
        bool IsOpen(Session s) => s.IsOpen(now) && s.OrganizationId is { } id && limits.TryGetValue(id, out var l) && s.IsWithin(TimeSpan.FromMinutes(l.IdleMinutes), TimeSpan.FromHours(l.SessionHours), now);

        return new(user.Name, user.Email ?? "",
            [.. organizations.Select(o => new Membership(new(o.Id), o.Name, o.Since))],
            [.. sessions.Select(s => new Visit(s, organizations.Find(o => o.Id == s.OrganizationId)?.Name, IsOpen(s))).OrderByDescending(v => v.IsOpen)], limits[actor.Organization.Value].IdleMinutes, limits[actor.Organization.Value].SessionHours);
    }
}
