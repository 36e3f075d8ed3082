using Assay.Gate;
using Assay.Models;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Assay.Mlflow;

/// <summary>Brings aliases here as they are at the company's server, and holds what means production against what the gate let through.</summary>
internal sealed class MirrorAliases(Tenancy tenancy, IOptions<ModelOptions> options, IEnumerable<IFollowModels> followers)
{
    /// <returns>How many were found that passed no gate.</returns>
    public async Task<int> RunAsync(Actor actor, string origin, Dictionary<string, IReadOnlyList<(string Alias, int Version)>> aliases, DateTimeOffset asOf, CancellationToken stop)
    {
        await using var db = await tenancy.OpenAsync(actor.Organization, stop);
        var ids = await db.Set<ImportedModel>().AsNoTracking().Where(i => i.Origin == origin).Select(i => i.ModelId).ToListAsync(stop);
        var models = await db.Set<RegisteredModel>().Where(m => ids.Contains(m.Id) && m.DeletedAt == null).OrderBy(m => m.Name).ToListAsync(stop);
        var numbers = (await db.Set<ModelVersion>().AsNoTracking().Where(v => ids.Contains(v.ModelId) && v.DeletedAt == null).Select(v => new { v.ModelId, v.Number, v.Name, v.Stage }).ToListAsync(stop)).ToLookup(v => v.ModelId);
        List<FindUngated.Seen> seen = [];

        foreach (var model in models)
        {
            var (name, id) = (model.Name, model.Id);
            seen.AddRange(numbers[id].Where(v => v.Stage is ModelStage.Production).Select(v => new FindUngated.Seen("stage Production", name, id, v.Number)));
            if (!aliases.TryGetValue(name, out var named)) continue;

            var there = numbers[id].Select(v => v.Number).ToHashSet();
            var wanted = named.Where(a => there.Contains(a.Version)).ToDictionary(a => a.Alias, a => a.Version);

            // What was named here since the server was asked is newer than what it said.
            if (model.UpdatedAt <= asOf) await AliasesAsync(db, actor, id, name, wanted, stop);
            seen.AddRange(wanted.Where(a => options.Value.MeansProduction(a.Key)).Select(a => new FindUngated.Seen($"alias {a.Key}", name, id, a.Value)));
        }

        // What is named no longer does not run any more, here as there.
        var live = await db.Set<Deployment>().AsNoTracking().Where(d => d.EndedAt == null && ids.Contains(d.ModelId)).Select(d => d.ModelId).Distinct().ToListAsync(stop);
        foreach (var model in models.Where(m => live.Contains(m.Id))) await followers.FollowAsync(db, actor, model, stop);
        await db.SaveChangesAsync(stop);

        var found = await FindUngated.RunAsync(db, actor, origin, seen, isAll: true, stop);
        await db.CommitAsync(stop);
        return found;
    }

    private static async Task AliasesAsync(AssayDb db, Actor actor, Guid model, string name, Dictionary<string, int> wanted, CancellationToken stop)
    {
        var here = await db.Set<ModelAlias>().Where(a => a.ModelId == model).ToListAsync(stop);

        foreach (var gone in here.Where(a => !wanted.ContainsKey(a.Alias)))
        {
            db.Remove(gone);
            db.Record(actor, "model.alias_removed", RegisteredModel.SubjectOf(model), new { model = name, alias = gone.Alias, version = gone.Number });
        }

        foreach (var (alias, number) in wanted)
        {
            var there = here.Find(a => a.Alias == alias);
            if (there?.Number == number) continue;

            db.Record(actor, "model.alias_set", RegisteredModel.SubjectOf(model), new { model = name, alias, version = number, before = there?.Number });
            if (there is null) db.Add(new ModelAlias { ModelId = model, Alias = alias, Number = number });
            else there.Number = number;
        }
    }
}
