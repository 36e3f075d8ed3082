using Assay.Adoption;
using Assay.Catalog;
using Assay.Policies;
using Microsoft.EntityFrameworkCore;

namespace Assay.Evidence;

/// <summary>The seven classes of documents that an auditor asks for first: whether each is there, how old it is and whose it is.</summary>
public sealed class ReadDocumentClasses(Tenancy tenancy, CatalogLibrary catalog)
{
    /// <summary>The evidence types that make up a class, as the catalog numbers them.</summary>
    private static readonly (string Title, string Why, string[] Types)[] _classes =
    [
        ("Policies and procedures", "what the company has promised itself, approved and in force", ["E27", "E24"]),
        ("Architecture", "what the system is made of, and where its data flows", ["E28", "E37"]),
        ("Risk reports", "what could go wrong, and what was decided about it", ["E29"]),
        ("Control testing", "that somebody looked whether controls work", ["E30", "E01", "E33"]),
        ("Incident records", "what happened, and what was done", ["E17", "E18"]),
        ("Vendor documents", "what others who hold data have promised and shown", ["E22", "E23"]),
        ("Training records", "that people know what is asked of them", ["E08"]),
    ];

    /// <param name="Status">Current, Stale or Missing.</param>
    /// <param name="Latest">The day of the newest document; null where there is none.</param>
    public sealed record Line(string Title, string Why, string Status, int Documents, DateOnly? Latest, string Owner, IReadOnlyList<string> Types);

    public async Task<IReadOnlyList<Line>> RunAsync(OrganizationId organization, CancellationToken stop)
    {
        await using var db = await tenancy.OpenAsync(organization, stop);
        var today = await db.TodayAsync(stop);
        var items = await db.Set<EvidenceItem>().AsNoTracking().Where(e => e.Counted != null && e.TypeId != "").ToListAsync(stop);
        var policies = await db.Set<CompanyPolicy>().AsNoTracking().Where(p => p.InForce != null && p.Status != PolicyStatus.Retired).ToListAsync(stop);
        var owners = await db.Set<AdoptedControl>().AsNoTracking().Where(c => c.State == AdoptedState.Active).ToDictionaryAsync(c => c.ControlId, c => c.Owner, stop);

        return [.. _classes.Select((c, i) => Of(c, items.FindAll(e => c.Types.Contains(e.TypeId)), i == 0 ? policies : [], owners, today))];
    }

    private Line Of((string Title, string Why, string[] Types) of, List<EvidenceItem> items, List<CompanyPolicy> policies, Dictionary<string, string> owners, DateOnly today)
    {
        // A policy is reviewed within a year of its publication; evidence is fresh for as long as its type says.
        var dated = items.Select(e => (On: e.CountsTo == DateOnly.MaxValue ? e.CountsFrom!.Value : e.CountsTo!.Value, Stale: e.IsStale(today)))
            .Concat(policies.Select(p => (On: DateOnly.FromDateTime(p.PublishedAt!.Value.UtcDateTime), Stale: DateOnly.FromDateTime(p.PublishedAt.Value.UtcDateTime).AddYears(1) < today))).ToList();

        var status = dated is [] ? "Missing" : dated.TrueForAll(d => d.Stale) ? "Stale" : "Current";
        return new(of.Title, of.Why, status, dated.Count, dated is [] ? null : dated.Max(d => d.On), OwnerOf(of.Types, policies, owners), of.Types);
    }

    private string OwnerOf(string[] types, List<CompanyPolicy> policies, Dictionary<string, string> owners) =>
        policies.Select(p => p.Owner)
            .Concat(types.Where(t => catalog.Evidence.TryGet(t, out _)).SelectMany(t => catalog.Evidence[t].Controls).Select(c => owners.GetValueOrDefault(c) ?? (catalog.Controls.TryGet(c, out var control) ? control.Owner : "")))
            .Where(o => o.Length > 0).GroupBy(o => o).OrderByDescending(g => g.Count()).Select(g => g.Key).FirstOrDefault() ?? "";
}
