using Assay.Catalog;
using Assay.Catalog.Gaps;
using Assay.Scope;
using Microsoft.EntityFrameworkCore;

namespace Assay.Gaps;

/// <summary>The gap analysis of an organisation as its answers and records stand now.</summary>
public sealed class AnalyzeGaps(Tenancy tenancy, CatalogLibrary catalog, CompanySheet sheets, IEnumerable<IControlRecords> sources)
{
    public sealed record Result(GapReport Report, IReadOnlyDictionary<string, GapTask> Tasks, RankingWeights Weights);

    public async Task<Result> RunAsync(Actor actor, Frame frame, CancellationToken stop)
    {
        List<RecordFinding> records = [];
        foreach (var source in sources) records.AddRange(await source.OfAsync(actor, stop));

        await using var db = await tenancy.OpenAsync(actor.Organization, stop);
        var sheet = await sheets.OfAsync(db, frame, stop);
        var weights = (await db.Set<WeightsRow>().AsNoTracking().FirstOrDefaultAsync(stop))?.ToWeights() ?? RankingWeights.Default;
        var tasks = await db.Set<GapTask>().AsNoTracking().ToDictionaryAsync(t => t.ControlId, stop);

        return new(GapAnalysis.Run(catalog, sheet, records, weights), tasks, weights);
    }
}
