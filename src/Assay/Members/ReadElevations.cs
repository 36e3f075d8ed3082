using Assay.Organizations;
using Microsoft.EntityFrameworkCore;

namespace Assay.Members;

/// <summary>What was asked for and what became of it, newest first, a year back.</summary>
public sealed class ReadElevations(IdentityDb db, TimeProvider clock)
{
    public const int Most = 200;

    public sealed record Line(Elevation Elevation, string Asker, string? Decider);

    public async Task<IReadOnlyList<Line>> RunAsync(OrganizationId organization, CancellationToken stop)
    {
        var since = clock.GetUtcNow().AddYears(-1);
        var asked = await db.Elevations.AsNoTracking().Where(e => e.OrganizationId == organization.Value && e.AskedAt > since)
            .OrderByDescending(e => e.AskedAt).Take(Most).ToListAsync(stop);
        var people = asked.SelectMany(e => new[] { e.UserId, e.DecidedBy ?? e.UserId }).Distinct().ToList();
        var names = await db.Users.AsNoTracking().Where(u => people.Contains(u.Id)).ToDictionaryAsync(u => u.Id, u => u.Name, stop);

        return [.. asked.Select(e => new Line(e, NameOf(e.UserId), e.DecidedBy is { } by ? NameOf(by) : null))];

        string NameOf(Guid id) => names.GetValueOrDefault(id, "somebody who was erased");
    }
}
