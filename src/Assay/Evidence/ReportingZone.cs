using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Assay.Evidence;

/// <summary>The zone in which the organisation's days begin and end: a window includes both its dates there.</summary>
public sealed class ReportingZone : ITenantRow, IVersioned
{
    public Guid OrganizationId { get; private init; }

    /// <summary>As the time zone database names it: Europe/Berlin.</summary>
    public required string Zone { get; set; }

    public int Version { get; set; } = 1;
}

internal sealed class ReportingZoneTable : IEntityTypeConfiguration<ReportingZone>
{
    public void Configure(EntityTypeBuilder<ReportingZone> builder) => builder.HasKey(z => z.OrganizationId);
}

/// <summary>Days as the organisation counts them.</summary>
internal static class LocalDays
{
    extension(AssayDb db)
    {
        public async Task<TimeZoneInfo> ZoneAsync(CancellationToken stop) =>
            await db.Set<ReportingZone>().AsNoTracking().Select(z => z.Zone).FirstOrDefaultAsync(stop) is { } zone && TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var known)
                ? known
                : TimeZoneInfo.Utc;

        public async Task<DateOnly> TodayAsync(CancellationToken stop) => (await db.ZoneAsync(stop)).DayOf(db.Clock.GetUtcNow());
    }

    extension(TimeZoneInfo zone)
    {
        public DateOnly DayOf(DateTimeOffset moment) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(moment, zone).DateTime);
    }
}
