using Microsoft.EntityFrameworkCore;

namespace Assay.Models;

/// <summary>Describes or deletes a version.</summary>
public sealed class ChangeVersion(Tenancy tenancy, IEnumerable<IFollowModels> followers)
{
    /// <returns>Null where there is no such version.</returns>
    public async Task<ModelVersion?> DescribeAsync(Actor actor, string name, int number, string? description, CancellationToken stop)
    {
        await using var db = await tenancy.OpenAsync(actor.Organization, stop);
        await db.HoldModelAsync(name, stop);
        if (await db.VersionAsync(name, number, stop) is not { } version) return null;

        (version.Description, version.UpdatedAt) = (description, db.Clock.GetUtcNow());
        db.Record(actor, "model.version_described", version.Subject, new { model = name, version = number });
        await db.CommitAsync(stop);
        return version;
    }

    /// <summary>Hides it and takes its aliases away. Its row stays, because promotions and evidence speak of it.</summary>
    public async Task<bool> DeleteAsync(Actor actor, string name, int number, CancellationToken stop)
    {
        await using var db = await tenancy.OpenAsync(actor.Organization, stop);
        if (await db.HoldModelAsync(name, stop) is not { } model || await db.VersionAsync(name, number, stop) is not { } version) return false;

        var now = db.Clock.GetUtcNow();
        await db.Set<ModelAlias>().Where(a => a.ModelId == model.Id && a.Number == number).ExecuteDeleteAsync(stop);
        (version.DeletedAt, version.UpdatedAt, model.UpdatedAt) = (now, now, now);
        db.Record(actor, "model.version_deleted", version.Subject, new { model = name, version = number });
        await followers.FollowAsync(db, actor, model, stop);
        await db.CommitAsync(stop);
        return true;
    }
}
