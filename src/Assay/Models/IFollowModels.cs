namespace Assay.Models;

/// <summary>Whoever has to act when the names of a model's versions change. It acts in the same transaction, or the change does not happen.</summary>
public interface IFollowModels
{
    /// <summary>What was changed is written to the database already, and not committed.</summary>
    Task FollowAsync(AssayDb db, Actor actor, RegisteredModel model, CancellationToken stop);
}

internal static class Following
{
    public static async Task FollowAsync(this IEnumerable<IFollowModels> followers, AssayDb db, Actor actor, RegisteredModel model, CancellationToken stop)
    {
        await db.SaveChangesAsync(stop);
        foreach (var follower in followers) await follower.FollowAsync(db, actor, model, stop);
    }
}
