using Microsoft.EntityFrameworkCore;

namespace Assay.Models;

/// <summary>Moves a version to another of MLflow's stages. Production is not reached this way: that is the gate's.</summary>
public sealed class ChangeStage(Tenancy tenancy, IEnumerable<IFollowModels> followers)
{
    public abstract record Outcome
    {
        public sealed record Changed(ModelVersion Version) : Outcome;

        public sealed record NotFound : Outcome;

        public sealed record AsksTheGate : Outcome;
    }

    /// <param name="archive">Whether the versions that are in that stage go to the archive.</param>
    public async Task<Outcome> RunAsync(Actor actor, string name, int number, ModelStage stage, bool archive, CancellationToken stop)
    {
        if (stage is ModelStage.Production) return new Outcome.AsksTheGate();

        await using var db = await tenancy.OpenAsync(actor.Organization, stop);
        if (await db.HoldModelAsync(name, stop) is not { } model || await db.VersionAsync(name, number, stop) is not { } version) return new Outcome.NotFound();

        await SetAsync(db, actor, model, version, stage, archive, stop);
        await followers.FollowAsync(db, actor, model, stop);
        await db.CommitAsync(stop);
        return new Outcome.Changed(version);
    }

    /// <summary>As part of a larger transaction, which holds the model and commits.</summary>
    internal static async Task SetAsync(AssayDb db, Actor actor, RegisteredModel model, ModelVersion version, ModelStage stage, bool archive, CancellationToken stop)
    {
        var now = db.Clock.GetUtcNow();

        if (archive)
        {
            foreach (var other in await db.Set<ModelVersion>().Where(v => v.ModelId == model.Id && v.Number != version.Number && v.Stage == stage && v.DeletedAt == null).ToListAsync(stop))
            {
                (other.Stage, other.UpdatedAt) = (ModelStage.Archived, now);
                db.Record(actor, "model.stage_changed", other.Subject, new { model = model.Name, version = other.Number, from = stage, to = ModelStage.Archived });
            }
        }

        var from = version.Stage;
        (version.Stage, version.UpdatedAt, model.UpdatedAt) = (stage, now, now);
        if (from != stage) db.Record(actor, "model.stage_changed", version.Subject, new { model = model.Name, version = version.Number, from, to = stage });
    }
}
