using Microsoft.EntityFrameworkCore;

namespace Assay.Models;

/// <summary>One version with everything that is known of it.</summary>
public sealed class ReadVersion(Tenancy tenancy)
{
    /// <param name="Facts">All that was found out, newest first.</param>
    public sealed record Result(
        RegisteredModel Model, ModelVersion Version, ModelProvenance? Provenance, IReadOnlyList<ModelFact> Facts,
        IReadOnlyList<string> Aliases, IReadOnlyDictionary<string, string> Tags, ModelCard? Card)
    {
        /// <summary>The latest of a kind.</summary>
        public ModelFact? Latest(string kind) => Facts.FirstOrDefault(f => f.Kind == kind);
    }

    public async Task<Result?> RunAsync(OrganizationId organization, string name, int number, CancellationToken stop)
    {
        await using var db = await tenancy.OpenAsync(organization, stop);
        return await db.Set<ModelVersion>().AsNoTracking().FirstOrDefaultAsync(v => v.Name == name && v.Number == number && v.DeletedAt == null, stop) is { } version
            ? await OfAsync(db, version, stop)
            : null;
    }

    public async Task<Result?> RunAsync(OrganizationId organization, Guid model, int number, CancellationToken stop)
    {
        await using var db = await tenancy.OpenAsync(organization, stop);
        return await db.Set<ModelVersion>().AsNoTracking().FirstOrDefaultAsync(v => v.ModelId == model && v.Number == number && v.DeletedAt == null, stop) is { } version
            ? await OfAsync(db, version, stop)
            : null;
    }

    /// <summary>As part of a larger transaction.</summary>
    internal static async Task<Result> OfAsync(AssayDb db, ModelVersion version, CancellationToken stop)
    {
        var (id, number) = (version.ModelId, version.Number);
        var model = await db.Set<RegisteredModel>().AsNoTracking().SingleAsync(m => m.Id == id, stop);
        var provenance = await db.Set<ModelProvenance>().AsNoTracking().FirstOrDefaultAsync(p => p.ModelId == id && p.Number == number, stop);
        var facts = await db.Set<ModelFact>().AsNoTracking().Where(f => f.ModelId == id && f.Number == number).OrderByDescending(f => f.Ordinal).ThenByDescending(f => f.Id).ToListAsync(stop);
        var aliases = await db.Set<ModelAlias>().AsNoTracking().Where(a => a.ModelId == id && a.Number == number).Select(a => a.Alias).Order().ToListAsync(stop);
        var tags = await db.Set<ModelVersionTag>().AsNoTracking().Where(t => t.ModelId == id && t.Number == number).ToDictionaryAsync(t => t.Key, t => t.Value, stop);
        var card = await db.Set<ModelCard>().AsNoTracking().Where(c => c.ModelId == id).OrderByDescending(c => c.Revision).FirstOrDefaultAsync(stop);

        return new(model, version, provenance, facts, aliases, tags, card);
    }
}
