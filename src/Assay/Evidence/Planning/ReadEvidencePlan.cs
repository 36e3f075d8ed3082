using Assay.Adoption;
using Assay.Catalog;
using Assay.Catalog.Content;
using Microsoft.EntityFrameworkCore;

namespace Assay.Evidence;

/// <summary>Who collects what, and when: each record that an adopted control is to leave, beside the last one that was filed.</summary>
public sealed class ReadEvidencePlan(Tenancy tenancy, CatalogLibrary catalog)
{
    /// <param name="Last">The last day that accepted evidence of this type for this control covers; null while there is none.</param>
    /// <param name="NextBy">By when the next is to be there: when the last one grows stale. Null for what happens on events.</param>
    public sealed record Line(string ControlId, string ControlTitle, string TypeId, string TypeTitle, string Owner, Frequency Frequency, string CollectedBy, DateOnly? Last, DateOnly? NextBy)
    {
        public string Status(DateOnly today) =>
            Last is null ? Frequency is Frequency.OnChange or Frequency.OnEvent ? "Open" : "Missing"
            : NextBy is not { } next || next > today.AddDays(14) ? "Current"
            : next < today ? "Stale" : "Due";
    }

    public sealed record Result(IReadOnlyList<Line> Lines, DateOnly Today)
    {
        public int Count(string status) => Lines.Count(l => l.Status(Today) == status);
    }

    public async Task<Result> RunAsync(OrganizationId organization, CancellationToken stop)
    {
        await using var db = await tenancy.OpenAsync(organization, stop);
        var owners = await db.Set<AdoptedControl>().AsNoTracking().Where(c => c.State == AdoptedState.Active).ToDictionaryAsync(c => c.ControlId, c => c.Owner, stop);
        var planned = await db.Set<PlannedEvidenceRow>().AsNoTracking().OrderBy(p => p.ControlId).ThenBy(p => p.EvidenceId).ToListAsync(stop);
        var filed = (await (
            from item in db.Set<EvidenceItem>().AsNoTracking().Where(e => e.Counted != null)
            join link in db.Set<EvidenceControl>() on new { item.OrganizationId, EvidenceId = item.Id } equals new { link.OrganizationId, link.EvidenceId }
            group item by new { link.ControlId, item.TypeId } into items
            select new { items.Key, Last = items.Max(i => i.CountsTo), Stale = items.Max(i => i.StaleAfter) }).ToListAsync(stop)).ToDictionary(f => (f.Key.ControlId, f.Key.TypeId));

        return new(
            [.. from plan in planned
                where owners.ContainsKey(plan.ControlId) && catalog.Evidence.TryGet(plan.EvidenceId, out _) && catalog.Controls.TryGet(plan.ControlId, out _)
                let last = filed.GetValueOrDefault((plan.ControlId, plan.EvidenceId))
                select new Line(plan.ControlId, catalog.Controls[plan.ControlId].Title, plan.EvidenceId, catalog.Evidence[plan.EvidenceId].Title,
                    owners[plan.ControlId], plan.Frequency, plan.CollectedBy, last?.Last, last?.Stale)],
            await db.TodayAsync(stop));
    }
}
