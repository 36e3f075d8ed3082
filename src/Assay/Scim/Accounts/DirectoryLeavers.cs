using Microsoft.EntityFrameworkCore;

namespace Assay.Scim;

/// <summary>Keeps the directory's own rows true where it was not the directory that took somebody out.</summary>
public static class DirectoryLeavers
{
    extension(IdentityDb db)
    {
        /// <summary>Marks the person inactive, so that nobody reads them as active here. Part of the caller's transaction.</summary>
        /// <remarks>The directory stays the master of who there is: where it says again that they are active, they join again, and the ledger tells of it.</remarks>
        public async Task MarkInactiveAsync(Actor actor, Guid account, TimeProvider clock, CancellationToken stop)
        {
            await db.Database.ExecuteSqlAsync($"select from scim_user where organization_id = {actor.Organization.Value} and account_id = {account} for update", stop);

            if (await db.Set<ScimUser>().SingleOrDefaultAsync(u => u.OrganizationId == actor.Organization.Value && u.AccountId == account, stop) is not { IsActive: true } user) return;

            user["Active"] = false;
            (user.ChangedAt, user.Version) = (clock.GetUtcNow(), user.Version + 1);
            db.Record(actor, "directory.user_changed", $"directory_user/{user.Id:n}", new { active = false, wasActive = true }, clock);
        }
    }
}
