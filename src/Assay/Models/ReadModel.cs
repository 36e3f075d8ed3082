using Microsoft.EntityFrameworkCore;

namespace Assay.Models;

/// <summary>One model with its versions, newest first, its aliases, tags and card.</summary>
public sealed class ReadModel(Tenancy tenancy)
{
    /// <summary>More than these are found by the registry's search.</summary>
    public const int VersionsShown = 200;

    public sealed record Result(RegisteredModel Model, IReadOnlyList<ModelVersion> Versions, ILookup<int, string> Aliases, IReadOnlyDictionary<string, string> Tags, ModelCard? Card);

    public Task<Result?> RunAsync(OrganizationId organization, string name, CancellationToken stop) => FindAsync(organization, m => m.Name == name, stop);

    public Task<Result?> RunAsync(OrganizationId organization, Guid id, CancellationToken stop) => FindAsync(organization, m => m.Id == id, stop);

    private async Task<Result?> FindAsync(OrganizationId organization, System.Linq.Expressions.Expression<Func<RegisteredModel, bool>> wanted, CancellationToken stop)
    {
        await using var db = await tenancy.OpenAsync(organization, stop);
        if (await db.Set<RegisteredModel>().AsNoTracking().Where(m => m.DeletedAt == null).FirstOrDefaultAsync(wanted, stop) is not { } model) return null;

        var versions = await db.Set<ModelVersion>().AsNoTracking().Where(v => v.ModelId == model.Id && v.DeletedAt == null)
            .OrderByDescending(v => v.Number).Take(VersionsShown).ToListAsync(stop);
        var aliases = await db.Set<ModelAlias>().AsNoTracking().Where(a => a.ModelId == model.Id).OrderBy(a => a.Alias).ToListAsync(stop);
        var tags = await db.Set<ModelTag>().AsNoTracking().Where(t => t.ModelId == model.Id).OrderBy(t => t.Key).ToDictionaryAsync(t => t.Key, t => t.Value, stop);
        var card = await db.Set<ModelCard>().AsNoTracking().Where(c => c.ModelId == model.Id).OrderByDescending(c => c.Revision).FirstOrDefaultAsync(stop);

        return new(model, versions, aliases.ToLookup(a => a.Number, a => a.Alias), tags, card);
    }
}
