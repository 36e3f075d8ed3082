using Assay.Catalog;
using Assay.Catalog.Conditions;
using Assay.Catalog.Content;
using Assay.Catalog.Interview;
using Assay.Catalog.Scope;
using Microsoft.EntityFrameworkCore;

namespace Assay.Scope;

/// <summary>The scope as it stands: advice, decisions, warnings, other frameworks, and what is still unknown.</summary>
public sealed class ReadScope(Tenancy tenancy, CatalogLibrary catalog, CompanySheet sheets)
{
    public sealed record Result(
        AnswerSheet Sheet, ScopeAdvice Advice, IReadOnlyList<ScopeDecision> Decisions,
        IReadOnlyList<Framework> Frameworks, IReadOnlyList<string> OpenSurfaces, int Components);

    public async Task<Result> RunAsync(Actor actor, Frame frame, CancellationToken stop)
    {
        await using var db = await tenancy.OpenAsync(actor.Organization, stop);
        var sheet = await sheets.OfAsync(db, frame, stop);
        var facts = new Facts(catalog, sheet);
        var decisions = await db.Set<ScopeDecision>().AsNoTracking().ToListAsync(stop);
        var surfaces = await db.Set<ModelSurface>().AsNoTracking().ToListAsync(stop);

        return new(sheet, ScopeAdvice.For(catalog, sheet, facts), decisions,
            [.. catalog.Frameworks.Value.Where(f => f.When.Evaluate(facts) is Truth.Yes)],
            [.. Open(surfaces)], sheet.Components.Count);
    }

    /// <summary>A kind that nobody recorded is as unknown as an empty answer.</summary>
    private static IEnumerable<string> Open(List<ModelSurface> surfaces) =>
        Enum.GetValues<SurfaceKind>().Where(kind => surfaces.TrueForAll(s => s.Kind != kind)).Select(kind => $"{kind}: not recorded")
            .Concat(surfaces.Where(s => s.Unknown.Any()).Select(s => $"{s.Product}, {s.Kind}: {string.Join(", ", s.Unknown)} unknown"));
}
