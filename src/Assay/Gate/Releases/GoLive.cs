using Assay.Models;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Assay.Gate;

/// <summary>What promotion, emergency and rollback have in common. Whoever calls it holds the model and commits.</summary>
public sealed class GoLive(IOptions<GateOptions> options, IOptions<ModelOptions> models, Sealing sealing)
{
    /// <summary>Starts the deployment, and takes the version through the steps of its life that its passing the gate implies.</summary>
    internal async Task<Deployment> StartAsync(AssayDb db, Actor actor, ModelVersion version, DeploymentKind kind, string because, GateReport report, CancellationToken stop)
    {
        var now = db.Clock.GetUtcNow();
        var replaces = await db.Set<Deployment>().Where(d => d.ModelId == version.ModelId && d.Environment == report.Environment && d.EndedAt == null)
            .OrderByDescending(d => d.StartedAt).Select(d => (int?)d.Number).FirstOrDefaultAsync(stop);

        var deployment = new Deployment
        {
            Id = Guid.CreateVersion7(now),
            ModelId = version.ModelId,
            Number = version.Number,
            Environment = report.Environment,
            Kind = kind,
            StartedBy = actor.UserId,
            StartedAt = now,
            Because = because,
            Replaces = replaces,
            RulesDigest = report.Rules.Digest,
            Evaluator = GateReport.Evaluator,
            PostTestsDueAt = now.AddHours(options.Value.PostTestHours),
            ReviewDueAt = kind is DeploymentKind.Emergency ? now.AddHours(options.Value.EmergencyReviewHours) : null,
        };

        db.Add(deployment);
        for (var state = version.State; state < ModelState.Production; state++)
            db.Record(actor, "model.moved", version.Subject, new { model = version.Name, version = version.Number, from = state, to = state + 1 });
        version.State = ModelState.Production;

        db.Record(actor, kind switch
        {
            DeploymentKind.Emergency => "model.emergency_promoted",
            DeploymentKind.Rollback => "model.rolled_back",
            _ => "model.promoted",
        }, version.Subject, report.ForLedger(await sealing.NoteAsync(db, version.Subject, because, stop), replaces));
        return deployment;
    }

    /// <summary>Gives it the stage or the alias that means production, and ends what that takes the place of.</summary>
    internal async Task NameAsync(AssayDb db, Actor actor, RegisteredModel model, ModelVersion version, string? alias, bool archive, CancellationToken stop)
    {
        if (alias is not null) await NameVersion.SetAsync(db, actor, model, alias, version.Number, stop);
        else await ChangeStage.SetAsync(db, actor, model, version, ModelStage.Production, archive, stop);

        await db.SaveChangesAsync(stop);
        await new FollowNames(models).EndAsync(db, actor, model, version.Number, stop);
    }

    /// <summary>Takes over every name that means production from whatever has it.</summary>
    internal async Task NameInsteadAsync(AssayDb db, Actor actor, RegisteredModel model, ModelVersion version, CancellationToken stop)
    {
        var aliases = await db.Set<ModelAlias>().AsNoTracking().Where(a => a.ModelId == model.Id && a.Number != version.Number).Select(a => a.Alias).ToListAsync(stop);
        foreach (var alias in aliases.Where(models.Value.MeansProduction)) await NameVersion.SetAsync(db, actor, model, alias, version.Number, stop);

        await NameAsync(db, actor, model, version, null, archive: true, stop);
    }
}
