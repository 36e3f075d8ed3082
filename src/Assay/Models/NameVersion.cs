using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Assay.Models;

/// <summary>Moves an alias to a version, or takes it away. An alias that means production is the gate's to move.</summary>
public sealed class NameVersion(Tenancy tenancy, IOptions<ModelOptions> options, IEnumerable<IFollowModels> followers)
{
    public enum Outcome
    {
        Done,
        NoModel,
        NoVersion,

        /// <summary>The alias means production: whoever sets it asks the gate.</summary>
        AsksTheGate,
    }

    public async Task<Outcome> RunAsync(Actor actor, string name, string alias, int number, CancellationToken stop)
    {
        if (options.Value.MeansProduction(alias)) return Outcome.AsksTheGate;

        await using var db = await tenancy.OpenAsync(actor.Organization, stop);
        if (await db.HoldModelAsync(name, stop) is not { } model || await db.VersionAsync(name, number, stop) is null) return Outcome.NoVersion;

        await SetAsync(db, actor, model, alias, number, stop);
        await db.CommitAsync(stop);
        return Outcome.Done;
    }

    public async Task<Outcome> RemoveAsync(Actor actor, string name, string alias, CancellationToken stop)
    {
        await using var db = await tenancy.OpenAsync(actor.Organization, stop);
        if (await db.HoldModelAsync(name, stop) is not { } model) return Outcome.NoModel;
        if (await db.Set<ModelAlias>().FirstOrDefaultAsync(a => a.ModelId == model.Id && a.Alias == alias, stop) is not { } there) return Outcome.Done;

        db.Remove(there);
        model.UpdatedAt = db.Clock.GetUtcNow();
        db.Record(actor, "model.alias_removed", model.Subject, new { model = name, alias, version = there.Number });
        await followers.FollowAsync(db, actor, model, stop);
        await db.CommitAsync(stop);
        return Outcome.Done;
    }

    /// <summary>As part of a larger transaction, which holds the model and commits.</summary>
    internal static async Task SetAsync(AssayDb db, Actor actor, RegisteredModel model, string alias, int number, CancellationToken stop)
    {
        var there = await db.Set<ModelAlias>().FirstOrDefaultAsync(a => a.ModelId == model.Id && a.Alias == alias, stop);
        var before = there?.Number;

        if (there is null) db.Add(new ModelAlias { ModelId = model.Id, Alias = alias, Number = number });
        else there.Number = number;

        model.UpdatedAt = db.Clock.GetUtcNow();
        db.Record(actor, "model.alias_set", model.Subject, new { model = model.Name, alias, version = number, before });
    }
}
