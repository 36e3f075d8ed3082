using Microsoft.EntityFrameworkCore;

namespace Assay.Evidence;

/// <summary>Says in which zone the organisation's days begin and end.</summary>
public sealed class SetZone(Tenancy tenancy)
{
    public async Task<string> ReadAsync(OrganizationId organization, CancellationToken stop)
    {
        await using var db = await tenancy.OpenAsync(organization, stop);
        return (await db.ZoneAsync(stop)).Id;
    }

    /// <returns>False where there is no such zone.</returns>
    public async Task<bool> RunAsync(Actor actor, string? zone, CancellationToken stop)
    {
        if (string.IsNullOrWhiteSpace(zone) || zone.Length > 60 || !TimeZoneInfo.TryFindSystemTimeZoneById(zone.Trim(), out var known)) return false;

        await using var db = await tenancy.OpenAsync(actor.Organization, stop);
        if (await db.Set<ReportingZone>().FirstOrDefaultAsync(stop) is { } row) row.Zone = known.Id;
        else db.Add(new ReportingZone { Zone = known.Id });

        db.Record(actor, "evidence.zone_set", "evidence/zone", new { zone = known.Id });
        await db.CommitAsync(stop);
        return true;
    }
}
