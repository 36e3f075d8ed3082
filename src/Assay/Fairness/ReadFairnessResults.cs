using Assay.Models;
using Microsoft.EntityFrameworkCore;

namespace Assay.Fairness;

/// <summary>A version's fairness results, newest first, with what was done about those that failed.</summary>
public sealed class ReadFairnessResults(Tenancy tenancy, ActorNames names)
{
    public sealed record Result(RegisteredModel Model, ModelVersion Version, IReadOnlyList<FairnessResult> All, IReadOnlyDictionary<Guid, BiasCase> Cases, IReadOnlyDictionary<string, string> People)
    {
        public FairnessResult? Latest(BiasPoint point) => All.FirstOrDefault(r => r.Point == point);

        public bool IsOpen(FairnessResult result) => result.Verdict is not Statistics.Fairness.FairnessVerdict.Pass && Cases.GetValueOrDefault(result.Fact.Id)?.ClosedAt is null;
    }

    public async Task<Result?> RunAsync(OrganizationId organization, Guid model, int number, CancellationToken stop)
    {
        await using var db = await tenancy.OpenAsync(organization, stop);
        if (await db.Set<ModelVersion>().AsNoTracking().FirstOrDefaultAsync(v => v.ModelId == model && v.Number == number && v.DeletedAt == null, stop) is not { } version) return null;

        var facts = await db.Set<ModelFact>().AsNoTracking().Where(f => f.ModelId == model && f.Number == number && f.Kind == FactKind.Fairness).OrderByDescending(f => f.Ordinal).Take(200).ToListAsync(stop);
        var cases = await db.Set<BiasCase>().AsNoTracking().Where(c => c.ModelId == model && c.Number == number).ToDictionaryAsync(c => c.FactId, stop);

        return new(
            await db.Set<RegisteredModel>().AsNoTracking().SingleAsync(m => m.Id == model, stop), version, [.. facts.Select(FairnessResult.Of)], cases,
            await names.OfAsync(organization, stop));
    }
}
