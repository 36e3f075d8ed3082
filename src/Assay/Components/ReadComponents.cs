using System.Text.Json;
using Assay.Models;
using Microsoft.EntityFrameworkCore;

namespace Assay.Components;

/// <summary>How the components of a version stand, and the register of all of them.</summary>
public sealed class ReadComponents(Tenancy tenancy)
{
    public const int Shown = 500;

    /// <param name="Advisories">The ids of those that name it.</param>
    public sealed record Line(Component Component, IReadOnlyList<string> Advisories);

    private sealed record Listed(string Ecosystem, string Name, string Release, string Licence);

    private sealed record ListedComponents(IReadOnlyList<Listed> Components);

    public async Task<IReadOnlyList<Line>> RunAsync(OrganizationId organization, CancellationToken stop)
    {
        await using var db = await tenancy.OpenAsync(organization, stop);
        var components = await db.Set<Component>().AsNoTracking().OrderBy(c => c.Decision == ComponentDecision.Open ? 0 : 1).ThenBy(c => c.Name).Take(Shown).ToListAsync(stop);
        var known = await KnownAsync(db, [.. components.Select(c => c.Name)], stop);

        return [.. components.Select(c => new Line(c, [.. known[(c.Ecosystem, c.Name)].Where(r => r.Affects(c.Release)).Select(r => r.AdvisoryId).Distinct()]))];
    }

    /// <summary>Within the transaction that judges the version.</summary>
    internal static async Task<ComponentStanding> OfAsync(AssayDb db, ReadVersion.Result version, CancellationToken stop)
    {
        if (version.Latest(FactKind.Bom) is not { } bom || bom.Json.Deserialize<ListedComponents>(JsonSerializerOptions.Web) is not { Components: var listed }) return ComponentStanding.None;

        var names = listed.Select(l => l.Name).Distinct().ToArray();
        var known = await KnownAsync(db, names, stop);
        var ids = known.SelectMany(k => k).Select(r => r.AdvisoryId).Distinct().ToArray();
        var severities = await db.Set<Advisory>().AsNoTracking().Where(a => ids.Contains(a.Id)).ToDictionaryAsync(a => a.Id, a => a.Severity, stop);
        var accepted = (await db.Set<Component>().AsNoTracking().Where(c => names.Contains(c.Name) && c.Decision == ComponentDecision.Accepted).Select(c => new { c.Ecosystem, c.Name, c.Release }).ToListAsync(stop))
            .Select(c => (c.Ecosystem, c.Name, c.Release)).ToHashSet();

        return new(
            listed.Count,
            await db.Set<Advisory>().MaxAsync(a => (DateTimeOffset?)a.LoadedAt, stop),
            [.. from l in listed
                from advisory in known[(l.Ecosystem, l.Name)].Where(r => r.Affects(l.Release)).Select(r => r.AdvisoryId).Distinct()
                select new ComponentStanding.Vulnerability(l.Name, l.Release, advisory, severities[advisory] is { Length: > 0 } severity ? severity : "not stated")],
            [.. listed.Where(l => !accepted.Contains((l.Ecosystem, l.Name, l.Release))).Select(l => $"{l.Name} {l.Release}")],
            [.. listed.Select(l => l.Licence).Where(l => l.Length > 0).Distinct()]);
    }

    private static async Task<ILookup<(string Ecosystem, string Name), AdvisoryRange>> KnownAsync(AssayDb db, IReadOnlyList<string> names, CancellationToken stop) =>
        (await db.Set<AdvisoryRange>().AsNoTracking().Where(r => names.Contains(r.Package)).ToListAsync(stop)).ToLookup(r => (r.Ecosystem, r.Package));
}
