using Microsoft.EntityFrameworkCore;

namespace Assay.Models;

/// <summary>Describes, renames or deletes a model. What its versions are is not touched by any of these.</summary>
public sealed class ChangeModel(Tenancy tenancy, IEnumerable<IFollowModels> followers)
{
    public enum Refusal
    {
        NotFound,
        NameTaken,

        /// <summary>Somebody else changed it since it was read.</summary>
        Overtaken,
    }

    public sealed record Outcome(RegisteredModel? Model, Refusal? Refusal = null);

    public Task<Outcome> DescribeAsync(Actor actor, string name, string? description, CancellationToken stop) =>
        ChangeAsync(actor, name, (db, model) =>
        {
            model.Description = description;
            db.Record(actor, "model.described", model.Subject, new { name });
            return Task.CompletedTask;
        }, stop);

    public Task<Outcome> AssignAsync(Actor actor, string name, string owner, bool consequential, CancellationToken stop, int? version = null) =>
        ChangeAsync(actor, name, (db, model) =>
        {
            (model.Owner, model.Consequential) = (owner.Trim(), consequential);
            db.Record(actor, "model.assigned", model.Subject, new { name, consequential });
            return Task.CompletedTask;
        }, stop, version);

    public Task<Outcome> RenameAsync(Actor actor, string name, string newName, CancellationToken stop) =>
        ChangeAsync(actor, name, async (db, model) =>
        {
            var now = db.Clock.GetUtcNow();
            model.Name = newName;
            await db.Set<ModelVersion>().Where(v => v.ModelId == model.Id)
                .ExecuteUpdateAsync(v => v.SetProperty(r => r.Name, newName).SetProperty(r => r.UpdatedAt, now), stop);
            db.Record(actor, "model.renamed", model.Subject, new { from = name, to = newName });
        }, stop);

    /// <summary>Hides it and all its versions and frees its name. Promotions and evidence speak of them, so nothing is thrown away.</summary>
    public Task<Outcome> DeleteAsync(Actor actor, string name, CancellationToken stop) =>
        ChangeAsync(actor, name, async (db, model) =>
        {
            var now = db.Clock.GetUtcNow();
            model.DeletedAt = now;
            await db.Set<ModelAlias>().Where(a => a.ModelId == model.Id).ExecuteDeleteAsync(stop);
            await db.Set<ModelVersion>().Where(v => v.ModelId == model.Id && v.DeletedAt == null)
                .ExecuteUpdateAsync(v => v.SetProperty(r => r.DeletedAt, now), stop);
            db.Record(actor, "model.deleted", model.Subject, new { name, versions = model.Versions });
            await followers.FollowAsync(db, actor, model, stop);
        }, stop);

    private async Task<Outcome> ChangeAsync(Actor actor, string name, Func<AssayDb, RegisteredModel, Task> change, CancellationToken stop, int? version = null)
    {
        await using var db = await tenancy.OpenAsync(actor.Organization, stop);
        if (await db.HoldModelAsync(name, stop) is not { } model) return new(null, Refusal.NotFound);
        if (version is not null && model.Version != version) return new(null, Refusal.Overtaken);

        await change(db, model);
        model.UpdatedAt = db.Clock.GetUtcNow();

        try
        {
            await db.CommitAsync(stop);
            return new(model);
        }
        catch (DbUpdateException failure) when (failure.IsDuplicateModel)
        {
            return new(null, Refusal.NameTaken);
        }
    }
}
