using Assay.Catalog;
using Microsoft.EntityFrameworkCore;

namespace Assay.Evidence;

/// <summary>The vault, the newest first, a page at a time.</summary>
public sealed class ListEvidence(Tenancy tenancy, CatalogLibrary catalog)
{
    public const int PageSize = 50;

    /// <summary>An item with the days and the collector of its latest version.</summary>
    public sealed record Line(EvidenceItem Item, DateOnly CoversFrom, DateOnly CoversTo, string Collector, IReadOnlyList<string> Controls, IReadOnlyList<string> Criteria, bool IsStale);

    /// <param name="Next">The key of the next page; null on the last.</param>
    public sealed record Result(IReadOnlyList<Line> Lines, Guid? Next);

    /// <summary>How many there are of each, and how many of all arrived without anybody uploading a file.</summary>
    public sealed record Totals(int All, int Waiting, int Returned, int Stale, int Collected);

    public async Task<Result> RunAsync(OrganizationId organization, EvidenceQuery query, CancellationToken stop)
    {
        await using var db = await tenancy.OpenAsync(organization, stop);
        var today = await db.TodayAsync(stop);

        var items = Narrow(db, query, today);
        if (query.After is { } after) items = items.Where(e => e.Id < after);

        var found = await (
            from item in items.OrderByDescending(e => e.Id).Take(PageSize + 1)
            join version in db.Set<EvidenceVersion>() on new { item.OrganizationId, EvidenceId = item.Id, Number = item.Latest } equals new { version.OrganizationId, version.EvidenceId, version.Number }
            orderby item.Id descending
            select new { item, version.CoversFrom, version.CoversTo, version.Collector }).ToListAsync(stop);

        var shown = found.Take(PageSize).ToList();
        var ids = shown.Select(f => f.item.Id).ToList();
        var controls = (await db.Set<EvidenceControl>().AsNoTracking().Where(l => ids.Contains(l.EvidenceId)).ToListAsync(stop)).ToLookup(l => l.EvidenceId, l => l.ControlId);
        var criteria = (await db.Set<EvidenceCriterion>().AsNoTracking().Where(l => ids.Contains(l.EvidenceId)).ToListAsync(stop)).ToLookup(l => l.EvidenceId, l => l.CriterionId);

        return new(
            [.. shown.Select(f => new Line(f.item, f.CoversFrom, f.CoversTo, f.Collector,
                [.. controls[f.item.Id].Order(StringComparer.Ordinal)], [.. criteria[f.item.Id].Order(StringComparer.Ordinal)], f.item.IsStale(today)))],
            found.Count > PageSize ? ids[^1] : null);
    }

    public async Task<Totals> CountAsync(OrganizationId organization, CancellationToken stop)
    {
        await using var db = await tenancy.OpenAsync(organization, stop);
        var today = await db.TodayAsync(stop);

        return await db.Set<EvidenceItem>().GroupBy(_ => 1).Select(g => new Totals(
            g.Count(),
            g.Count(e => e.Status == EvidenceStatus.Waiting),
            g.Count(e => e.Status == EvidenceStatus.Returned),
            g.Count(e => e.StaleAfter < today),
            g.Count(e => e.Source != EvidenceSource.Person))).FirstOrDefaultAsync(stop) ?? new(0, 0, 0, 0, 0);
    }

    private IQueryable<EvidenceItem> Narrow(AssayDb db, EvidenceQuery query, DateOnly today)
    {
        var items = db.Set<EvidenceItem>().AsNoTracking();

        if (query.Kind is { } kind) items = items.Where(e => e.Kind == kind);
        if (query.Type is { } type) items = items.Where(e => e.TypeId == type);
        if (query.Uploaded is { } uploaded) items = items.Where(e => (e.Source == EvidenceSource.Person) == uploaded);
        if (query.Status is "Stale") items = items.Where(e => e.StaleAfter < today);
        else if (query.Status is { } status && Enum.Parse<EvidenceStatus>(status) is var wanted) items = items.Where(e => e.Status == wanted);

        if (query.Control is { } control) items = items.Where(e => db.Set<EvidenceControl>().Any(l => l.EvidenceId == e.Id && l.ControlId == control));
        if (query.Criterion is { } criterion)
        {
            var serving = catalog.Controls.Where(c => c.Criteria.Any(m => m.Id == criterion)).Select(c => c.Id).ToList();
            items = items.Where(e => db.Set<EvidenceCriterion>().Any(l => l.EvidenceId == e.Id && l.CriterionId == criterion)
                || db.Set<EvidenceControl>().Any(l => l.EvidenceId == e.Id && serving.Contains(l.ControlId)));
        }

        if (query.From is { } from) items = items.Where(e => db.Set<EvidenceVersion>().Any(v => v.EvidenceId == e.Id && v.Number == e.Latest && v.CoversTo >= from));
        if (query.To is { } to) items = items.Where(e => db.Set<EvidenceVersion>().Any(v => v.EvidenceId == e.Id && v.Number == e.Latest && v.CoversFrom <= to));

        return items;
    }
}
