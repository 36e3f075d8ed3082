using Assay.Models;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Assay.Gate;

/// <summary>A version runs in production while it has the stage or an alias that means so. Where the last of these goes, its deployment ends.</summary>
internal sealed class FollowNames(IOptions<ModelOptions> options) : IFollowModels
{
    public Task FollowAsync(AssayDb db, Actor actor, RegisteredModel model, CancellationToken stop) => EndAsync(db, actor, model, null, stop);

    /// <param name="by">The number that took its place; null where none did.</param>
    public async Task EndAsync(AssayDb db, Actor actor, RegisteredModel model, int? by, CancellationToken stop)
    {
        var live = await db.Set<Deployment>().Where(d => d.ModelId == model.Id && d.Environment == GateOptions.Production && d.EndedAt == null && d.Number != by).ToListAsync(stop);

        foreach (var deployment in live)
        {
            var version = await db.Set<ModelVersion>().SingleAsync(v => v.ModelId == model.Id && v.Number == deployment.Number, stop);
            var aliases = await db.Set<ModelAlias>().AsNoTracking().Where(a => a.ModelId == model.Id && a.Number == deployment.Number).Select(a => a.Alias).ToListAsync(stop);
            if (version.DeletedAt is null && (version.Stage is ModelStage.Production || aliases.Any(options.Value.MeansProduction))) continue;

            var because = version.DeletedAt is not null ? "deleted" : by is { } number ? $"replaced by version {number}" : "named no longer";
            (deployment.EndedAt, deployment.EndedBecause) = (db.Clock.GetUtcNow(), because);
            if (version.State is ModelState.Production) version.State = ModelState.Staging;
            db.Record(actor, "model.deployment_ended", version.Subject, new { model = model.Name, version = version.Number, environment = deployment.Environment, because });
        }
    }
}
