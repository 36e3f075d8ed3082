using Assay.Catalog.Gaps;
using Assay.Gaps;
using Microsoft.EntityFrameworkCore;

namespace Assay.Evidence;

/// <summary>A control is evidenced today where accepted evidence for it is fresh. What grew stale says nothing of today any more.</summary>
internal sealed class EvidenceRecords(Tenancy tenancy) : IControlRecords
{
    public async Task<IReadOnlyList<RecordFinding>> OfAsync(Actor actor, CancellationToken stop)
    {
        await using var db = await tenancy.OpenAsync(actor.Organization, stop);
        var today = await db.TodayAsync(stop);

        var fresh = await (
            from link in db.Set<EvidenceControl>().AsNoTracking()
            join item in db.Set<EvidenceItem>() on new { link.OrganizationId, link.EvidenceId } equals new { item.OrganizationId, EvidenceId = item.Id }
            where item.StaleAfter >= today
            group item by link.ControlId into items
            select new { Control = items.Key, Count = items.Count(), Until = items.Max(i => i.StaleAfter) }).ToListAsync(stop);

        return [.. fresh.Select(f => new RecordFinding(f.Control, ControlState.Evidenced, "evidence",
            $"{f.Count} accepted {(f.Count == 1 ? "item" : "items")}, fresh until {f.Until:yyyy-MM-dd}"))];
    }
}
