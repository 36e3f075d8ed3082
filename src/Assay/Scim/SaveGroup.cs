using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;

namespace Assay.Scim;

/// <summary>Adds or changes a group as the directory says. Roles follow from who is in it now.</summary>
public sealed class SaveGroup(IdentityDb db, DirectoryRoles roles, TimeProvider clock)
{
    /// <returns>The new group's id.</returns>
    /// <exception cref="ScimRefusedException">The protocol refuses it.</exception>
    public async Task<Guid> AddAsync(Actor actor, JsonObject sent, CancellationToken stop)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        await db.EnterAsync(actor.Organization, stop);

        var now = clock.GetUtcNow();
        var group = new ScimGroup { OrganizationId = actor.Organization.Value, Id = Guid.CreateVersion7(now), CreatedAt = now, ChangedAt = now, Version = 1 };
        db.Add(group);
        var changed = await WriteAsync(group, ReadDocument.Of(sent, GroupSchema.Schema), stop);
        db.Record(actor, "directory.group_added", $"directory_group/{group.Id:n}", new { members = group.Members.Count }, clock);

        await FinishAsync(actor, changed, stop);
        await transaction.CommitAsync(stop);
        return group.Id;
    }

    /// <param name="change">Makes the new document of the old.</param>
    /// <exception cref="ScimRefusedException">The protocol refuses it.</exception>
    public async Task ChangeAsync(Actor actor, Guid id, string? ifMatch, Func<JsonObject, JsonObject> change, CancellationToken stop)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        var group = await LockAsync(actor, id, ifMatch, stop);

        var document = RowDocument.Of(group, GroupSchema.Schema);
        if (group.Members.Count > 0) document["members"] = new JsonArray([.. group.Members.Select(m => new JsonObject { ["value"] = m.UserId.ToString() })]);

        var changed = await WriteAsync(group, change(document), stop);
        (group.ChangedAt, group.Version) = (clock.GetUtcNow(), group.Version + 1);
        db.Record(actor, "directory.group_changed", $"directory_group/{group.Id:n}", new { members = group.Members.Count, changed = changed.Count }, clock);

        await FinishAsync(actor, changed, stop);
        await transaction.CommitAsync(stop);
    }

    /// <exception cref="ScimRefusedException">The protocol refuses it.</exception>
    public async Task RemoveAsync(Actor actor, Guid id, string? ifMatch, CancellationToken stop)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        var group = await LockAsync(actor, id, ifMatch, stop);
        var members = group.Members.Select(m => m.UserId).ToList();

        db.Remove(group);
        db.Record(actor, "directory.group_removed", $"directory_group/{group.Id:n}", new { members = members.Count }, clock);
        await FinishAsync(actor, members, stop);
        await transaction.CommitAsync(stop);
    }

    private async Task FinishAsync(Actor actor, IReadOnlyCollection<Guid> changed, CancellationToken stop)
    {
        await db.SaveChangesAsync(stop);
        await roles.RefreshAsync(actor, changed, stop);
        await db.SaveChangesAsync(stop);
    }

    /// <returns>Who came in or went out.</returns>
    private async Task<IReadOnlyCollection<Guid>> WriteAsync(ScimGroup group, JsonObject document, CancellationToken stop)
    {
        RowDocument.Write(group, document, GroupSchema.Schema);
        var wanted = (document["members"] as JsonArray ?? []).Select(IdOf).ToHashSet();

        var gone = group.Members.Where(m => !wanted.Contains(m.UserId)).ToList();
        var come = wanted.Except(group.Members.Select(m => m.UserId)).ToList();
        await RefuseUnknownAsync(group, come, stop);

        foreach (var member in gone) group.Members.Remove(member);
        foreach (var user in come) group.Members.Add(new() { OrganizationId = group.OrganizationId, GroupId = group.Id, UserId = user });

        return [.. gone.Select(m => m.UserId), .. come];
    }

    private async Task RefuseUnknownAsync(ScimGroup group, List<Guid> come, CancellationToken stop)
    {
        var known = await db.Set<ScimUser>().Where(u => u.OrganizationId == group.OrganizationId && come.Contains(u.Id)).Select(u => u.Id).ToListAsync(stop);

        if (come.Except(known).FirstOrDefault() is var unknown && unknown != default)
            throw ScimRefusedException.Value("members", $"there is no person {unknown} here. Groups within groups are not taken; send the people.");
    }

    private async Task<ScimGroup> LockAsync(Actor actor, Guid id, string? ifMatch, CancellationToken stop)
    {
        await db.EnterAsync(actor.Organization, stop);
        await db.Database.ExecuteSqlAsync($"select from scim_group where organization_id = {actor.Organization.Value} and id = {id} for update", stop);

        var group = await db.Set<ScimGroup>().Include(g => g.Members).AsSplitQuery().SingleOrDefaultAsync(g => g.OrganizationId == actor.Organization.Value && g.Id == id, stop)
            ?? throw ScimRefusedException.NotFound(id.ToString());
        Tags.Require(ifMatch, group);
        return group;
    }

    private static Guid IdOf(JsonNode? member) =>
        Guid.TryParse(member?["value"]?.GetValue<string>(), out var id) ? id : throw ScimRefusedException.Value("members", "each value is the id of a person here.");
}
