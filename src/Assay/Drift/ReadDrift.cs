using Assay.Models;
using Microsoft.EntityFrameworkCore;

namespace Assay.Drift;

/// <summary>A version's baseline and drift results, newest first, and which alerts nobody has looked at.</summary>
public sealed class ReadDrift(Tenancy tenancy, ActorNames names)
{
    /// <param name="Baseline">The latest; null where there is none to measure the distance from.</param>
    public sealed record Result(RegisteredModel Model, ModelVersion Version, ModelFact? Baseline, IReadOnlyList<DriftResult> All, IReadOnlyDictionary<Guid, DriftTriage> Triage, IReadOnlyDictionary<string, string> People)
    {
        public bool IsOpen(DriftResult result) => result.Shifted is not [] && !Triage.ContainsKey(result.Fact.Id);
    }

    public async Task<Result?> RunAsync(OrganizationId organization, Guid model, int number, CancellationToken stop)
    {
        await using var db = await tenancy.OpenAsync(organization, stop);
        if (await db.Set<ModelVersion>().AsNoTracking().FirstOrDefaultAsync(v => v.ModelId == model && v.Number == number && v.DeletedAt == null, stop) is not { } version) return null;

        var facts = await db.Set<ModelFact>().AsNoTracking().Where(f => f.ModelId == model && f.Number == number && f.Kind == FactKind.Drift).OrderByDescending(f => f.Ordinal).Take(100).ToListAsync(stop);
        var ids = facts.Select(f => f.Id).ToArray();

        return new(
            await db.Set<RegisteredModel>().AsNoTracking().SingleAsync(m => m.Id == model, stop), version,
            await db.Set<ModelFact>().AsNoTracking().Where(f => f.ModelId == model && f.Number == number && f.Kind == FactKind.Baseline).OrderByDescending(f => f.Ordinal).FirstOrDefaultAsync(stop),
            [.. facts.Select(DriftResult.Of)],
            await db.Set<DriftTriage>().AsNoTracking().Where(t => ids.Contains(t.FactId)).ToDictionaryAsync(t => t.FactId, stop),
            await names.OfAsync(organization, stop));
    }
}
