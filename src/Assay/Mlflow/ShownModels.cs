using Assay.Models;
using Microsoft.EntityFrameworkCore;

namespace Assay.Mlflow;

/// <summary>Models and versions as MLflow shows them.</summary>
internal static class ShownModels
{
    /// <summary>The latest version of a stage, and the number of the first: MLflow lists the stages in the order in which they came up.</summary>
    private sealed record Latest(Guid ModelId, int Number, int First);

    public static async Task<MlflowModel> ShowAsync(this AssayDb db, RegisteredModel model, CancellationToken stop) => (await db.ShowAsync([model], stop))[0];

    public static async Task<IReadOnlyList<MlflowModel>> ShowAsync(this AssayDb db, IReadOnlyList<RegisteredModel> models, CancellationToken stop)
    {
        var ids = models.Select(m => m.Id).ToArray();
        var latest = (await LatestAsync(db, ids, stop)).ToLookup(l => l.ModelId);
        var versions = (await db.VersionsAsync(latest.SelectMany(g => g), stop)).ToDictionary(v => (v.ModelId, v.Number));
        var shown = await db.ShowAsync([.. versions.Values], stop);
        var byKey = versions.Keys.Zip(shown).ToDictionary(p => p.First, p => p.Second);

        var tags = (await db.Set<ModelTag>().AsNoTracking().Where(t => ids.Contains(t.ModelId)).OrderBy(t => t.Key).ToListAsync(stop)).ToLookup(t => t.ModelId);
        var aliases = (await db.Set<ModelAlias>().AsNoTracking().Where(a => ids.Contains(a.ModelId)).OrderBy(a => a.Alias).ToListAsync(stop)).ToLookup(a => a.ModelId);

        return [.. models.Select(m => new MlflowModel
        {
            Name = m.Name,
            CreationTimestamp = m.CreatedAt.ToUnixTimeMilliseconds(),
            LastUpdatedTimestamp = m.UpdatedAt.ToUnixTimeMilliseconds(),
            Description = string.IsNullOrEmpty(m.Description) ? null : m.Description,
            LatestVersions = latest[m.Id].OrderBy(l => l.First).Select(l => byKey[(l.ModelId, l.Number)]).ToList().OrAbsent(),
            Tags = tags[m.Id].Select(t => new MlflowTag(t.Key, t.Value)).ToList().OrAbsent(),
            Aliases = aliases[m.Id].Select(a => new MlflowAlias(a.Alias, $"{a.Number}")).ToList().OrAbsent(),
        })];
    }

    /// <summary>Without aliases: MLflow's searches leave them out.</summary>
    public static async Task<IReadOnlyList<MlflowVersion>> ShowAsync(this AssayDb db, IReadOnlyList<ModelVersion> versions, CancellationToken stop)
    {
        var (models, numbers) = (versions.Select(v => v.ModelId).ToArray(), versions.Select(v => v.Number).ToArray());
        var organization = db.Organization.Value;
        var tags = versions.Count == 0 ? [] : await db.Set<ModelVersionTag>().FromSql($"""
            select t.* from unnest({models}, {numbers}) as w(model_id, number)
            join model_version_tag t on t.organization_id = {organization} and t.model_id = w.model_id and t.number = w.number
            """).AsNoTracking().ToListAsync(stop);
        var byVersion = tags.ToLookup(t => (t.ModelId, t.Number));

        return [.. versions.Select(v => Of(v, byVersion[(v.ModelId, v.Number)], null))];
    }

    /// <summary>With aliases, as MLflow shows a version that was asked for by itself.</summary>
    public static async Task<MlflowVersion> ShowAsync(this AssayDb db, ModelVersion version, CancellationToken stop)
    {
        var (id, number) = (version.ModelId, version.Number);
        var tags = await db.Set<ModelVersionTag>().AsNoTracking().Where(t => t.ModelId == id && t.Number == number).ToListAsync(stop);
        var aliases = await db.Set<ModelAlias>().AsNoTracking().Where(a => a.ModelId == id && a.Number == number).Select(a => a.Alias).Order().ToListAsync(stop);

        return Of(version, tags, aliases.OrAbsent());
    }

    /// <summary>The latest of each stage, with their aliases.</summary>
    public static async Task<IReadOnlyList<MlflowVersion>> LatestAsync(this AssayDb db, RegisteredModel model, IReadOnlyList<ModelStage> stages, CancellationToken stop)
    {
        var latest = await LatestAsync(db, [model.Id], stop);
        var versions = (await db.VersionsAsync(latest, stop)).ToDictionary(v => v.Number);
        List<MlflowVersion> shown = [];

        foreach (var one in latest.OrderBy(l => l.First).Select(l => versions[l.Number]).Where(v => stages.Count == 0 || stages.Contains(v.Stage)))
            shown.Add(await db.ShowAsync(one, stop));

        return shown;
    }

    private static async Task<List<Latest>> LatestAsync(AssayDb db, Guid[] models, CancellationToken stop)
    {
        var organization = db.Organization.Value;

        // By the ends of an index, so that a model with twenty thousand versions costs no more than one with two.
        return await db.Database.SqlQuery<Latest>($"""
            select m.id as "ModelId", l.number as "Number", f.number as "First"
            from unnest({models}) as m(id) cross join unnest(array['None', 'Staging', 'Production', 'Archived']) as s(stage)
            cross join lateral (select number from model_version v where v.organization_id = {organization} and v.model_id = m.id and v.stage = s.stage and v.deleted_at is null
                order by v.model_id, v.stage, v.number desc limit 1) l
            cross join lateral (select number from model_version v where v.organization_id = {organization} and v.model_id = m.id and v.stage = s.stage and v.deleted_at is null
                order by v.model_id, v.stage, v.number limit 1) f
            """).ToListAsync(stop);
    }

    private static Task<List<ModelVersion>> VersionsAsync(this AssayDb db, IEnumerable<Latest> wanted, CancellationToken stop)
    {
        var list = wanted.ToList();
        var (models, numbers, organization) = (list.Select(l => l.ModelId).ToArray(), list.Select(l => l.Number).ToArray(), db.Organization.Value);

        return db.Set<ModelVersion>().FromSql($"""
            select v.* from unnest({models}, {numbers}) as w(model_id, number)
            join model_version v on v.organization_id = {organization} and v.model_id = w.model_id and v.number = w.number
            """).AsNoTracking().ToListAsync(stop);
    }

    private static MlflowVersion Of(ModelVersion version, IEnumerable<ModelVersionTag> tags, IReadOnlyList<string>? aliases) => new()
    {
        Name = version.Name,
        Version = $"{version.Number}",
        CreationTimestamp = version.CreatedAt.ToUnixTimeMilliseconds(),
        LastUpdatedTimestamp = version.UpdatedAt.ToUnixTimeMilliseconds(),
        CurrentStage = version.Stage.ToString(),
        Description = version.Description,
        Source = version.Source,
        RunId = version.RunId,
        Tags = tags.OrderBy(t => t.Key, StringComparer.Ordinal).Select(t => new MlflowTag(t.Key, t.Value)).ToList().OrAbsent(),
        RunLink = version.RunLink,
        Aliases = aliases,
    };
}
