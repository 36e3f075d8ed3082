using Assay.Adoption;
using Assay.Calendar;
using Assay.Catalog;
using Assay.Catalog.Content;
using Assay.Plan;
using Microsoft.EntityFrameworkCore;

namespace Assay.Evidence;

/// <summary>Which months of the window each control has accepted evidence for.</summary>
public sealed class ReadCoverage(Tenancy tenancy, CatalogLibrary catalog, ReadPlan plans)
{
    public const string WindowRule = "A window's last day is not before its first, and it is at most two years long.";

    private const int _longestMonths = 24;

    /// <param name="from">The first day; null for the first of the planned observation window.</param>
    /// <returns>Null where that is no window.</returns>
    public async Task<CoverageGrid?> RunAsync(Actor actor, Frame frame, DateOnly? from, DateOnly? to, CancellationToken stop)
    {
        var (first, last) = await WindowAsync(actor, frame, from, to, stop);
        if (last < first || first.Year < 2000 || last > first.AddMonths(_longestMonths)) return null;

        await using var db = await tenancy.OpenAsync(actor.Organization, stop);
        var shown = await ShownAsync(db, first, last, stop);

        return CoverageGrid.Of(first, last, await db.TodayAsync(stop), await ControlsAsync(db, first, shown, stop), shown);
    }

    private async Task<(DateOnly From, DateOnly To)> WindowAsync(Actor actor, Frame frame, DateOnly? from, DateOnly? to, CancellationToken stop)
    {
        if (from is { } first && to is { } last) return (first, last);

        var timeline = (await plans.RunAsync(actor, frame, stop)).Timeline;
        var start = from ?? timeline.On(Anchor.WindowStart);
        var end = to ?? timeline.On(Anchor.WindowEnd).AddDays(-1);

        return (start, end < start ? start.AddMonths(6).AddDays(-1) : end);
    }

    /// <summary>The controls that are the company's own, and any other that it filed evidence for.</summary>
    private async Task<IReadOnlyList<CoveredControl>> ControlsAsync(AssayDb db, DateOnly from, IReadOnlyList<Shown> shown, CancellationToken stop)
    {
        var adopted = await db.Set<AdoptedControl>().AsNoTracking().Where(c => c.EffectiveTo == null || c.EffectiveTo >= from).ToListAsync(stop);
        var retired = await db.Set<AdoptedControl>().AsNoTracking().Where(c => c.EffectiveTo < from).Select(c => c.ControlId).ToListAsync(stop);
        var duties = await db.Set<CalendarDuty>().AsNoTracking().Where(d => d.EndedOn == null).ToListAsync(stop);
        var due = duties.SelectMany(d => d.Controls, (d, c) => (c, d.DueOn)).GroupBy(d => d.c).ToDictionary(g => g.Key, g => g.Min(d => d.DueOn));

        var others = shown.Select(s => s.ControlId).Distinct().Except(adopted.Select(a => a.ControlId)).Except(retired);
        return
        [
            .. adopted.Select(a => new CoveredControl(a.ControlId, TitleOf(a.ControlId), a.Frequency, a.EffectiveTo, Due(a.ControlId)))
                .Concat(others.Where(o => catalog.Controls.TryGet(o, out _)).Select(o => new CoveredControl(o, TitleOf(o), catalog.Controls[o].Frequency, null, Due(o))))
                .OrderBy(c => c.ControlId, StringComparer.Ordinal),
        ];

        DateOnly? Due(string control) => due.TryGetValue(control, out var day) ? day : null;
    }

    internal static async Task<IReadOnlyList<Shown>> ShownAsync(AssayDb db, DateOnly first, DateOnly last, CancellationToken stop) =>
        await (
            from version in db.AcceptedVersions().Where(v => v.CoversFrom <= last && v.CoversTo >= first)
            join link in db.Set<EvidenceControl>() on new { version.OrganizationId, version.EvidenceId } equals new { link.OrganizationId, link.EvidenceId }
            select new Shown(link.ControlId, version.Kind, version.CoversFrom, version.CoversTo)).ToListAsync(stop);

    private string TitleOf(string control) => catalog.Controls.TryGet(control, out var known) ? known.Title : control;
}
