using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Assay.Scim;

/// <summary>Adds or changes a person as the directory says, together with what follows for their account.</summary>
public sealed class SaveUser(IdentityDb db, DirectoryAccounts accounts, DirectoryRoles roles, TimeProvider clock)
{
    /// <exception cref="ScimRefusedException">The protocol refuses it.</exception>
    public async Task<ScimUser> AddAsync(Actor actor, JsonObject sent, CancellationToken stop)
    {
        db.Database.AutoSavepointsEnabled = false;           // what fails here fails whole, and thousands come at once
        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        await db.EnterAsync(actor.Organization, stop);

        var now = clock.GetUtcNow();
        var user = new ScimUser { OrganizationId = actor.Organization.Value, Id = Guid.CreateVersion7(now), CreatedAt = now, ChangedAt = now, Version = 1 };
        Write(user, ReadDocument.Of(sent, UserSchema.Schema));
        db.Add(user);
        db.Record(actor, "directory.user_added", $"directory_user/{user.Id:n}", new { active = user.IsActive }, clock);

        await FinishAsync(actor, user, stop);
        await transaction.CommitAsync(stop);
        return user;
    }

    /// <param name="change">Makes the new document of the old.</param>
    /// <exception cref="ScimRefusedException">The protocol refuses it.</exception>
    public async Task ChangeAsync(Actor actor, Guid id, string? ifMatch, Func<JsonObject, JsonObject> change, CancellationToken stop)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        var user = await LockAsync(actor, id, ifMatch, stop);
        var before = Document(user);
        var after = change(before.DeepClone().AsObject());
        if (JsonNode.DeepEquals(before, after)) return;           // said again: nothing happened

        var wasActive = user.IsActive;
        Write(user, after);
        (user.ChangedAt, user.Version) = (clock.GetUtcNow(), user.Version + 1);
        db.Record(actor, "directory.user_changed", $"directory_user/{user.Id:n}", new { active = user.IsActive, wasActive }, clock);

        await FinishAsync(actor, user, stop);
        await transaction.CommitAsync(stop);
    }

    /// <exception cref="ScimRefusedException">The protocol refuses it.</exception>
    public async Task RemoveAsync(Actor actor, Guid id, string? ifMatch, CancellationToken stop)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        var user = await LockAsync(actor, id, ifMatch, stop);

        await accounts.EndAsync(actor, user, stop);
        db.Remove(user);
        db.Record(actor, "directory.user_removed", $"directory_user/{user.Id:n}", new { account = user.AccountId is { } account ? $"user/{account:n}" : null }, clock);
        await db.SaveChangesAsync(stop);
        await transaction.CommitAsync(stop);
    }

    private async Task FinishAsync(Actor actor, ScimUser user, CancellationToken stop)
    {
        await accounts.ApplyAsync(actor, user, stop);

        try
        {
            await db.SaveChangesAsync(stop);
        }
        catch (DbUpdateException taken) when (taken.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation } why)
        {
            var what = why.TableName?.StartsWith("scim_user", StringComparison.Ordinal) is true ? "userName" : "e-mail address";
            throw new ScimRefusedException(409, "uniqueness", $"Another person has this {what}.");
        }

        await roles.RefreshAsync(actor, [user.Id], stop);
        await db.SaveChangesAsync(stop);
    }

    /// <summary>One change at a time, so that two that arrive at once are one after the other.</summary>
    private async Task<ScimUser> LockAsync(Actor actor, Guid id, string? ifMatch, CancellationToken stop)
    {
        await db.EnterAsync(actor.Organization, stop);
        await db.Database.ExecuteSqlAsync($"select from scim_user where organization_id = {actor.Organization.Value} and id = {id} for update", stop);

        var user = await db.Set<ScimUser>().Include(u => u.Values).AsSplitQuery().SingleOrDefaultAsync(u => u.OrganizationId == actor.Organization.Value && u.Id == id, stop)
            ?? throw ScimRefusedException.NotFound(id.ToString());
        Tags.Require(ifMatch, user);
        return user;
    }

    private static JsonObject Document(ScimUser user)
    {
        var document = RowDocument.Of(user, UserSchema.Schema);
        foreach (var values in user.Values.GroupBy(v => v.Attribute))
        {
            var attribute = UserSchema.Schema.Find(null, values.Key)!;
            document[attribute.Name] = new JsonArray([.. values.OrderBy(v => v.Position).Select(v => RowDocument.Of(v, attribute))]);
        }

        return document;
    }

    private static void Write(ScimUser user, JsonObject document)
    {
        RowDocument.Write(user, document, UserSchema.Schema);
        user["Active"] ??= true;

        var kept = user.Values.ToDictionary(v => (v.Attribute, v.Position));
        foreach (var attribute in UserSchema.Schema.Attributes.Where(a => a.Rows == nameof(ScimUser.Values)))
        {
            foreach (var (position, value) in (document[attribute.Name] as JsonArray ?? []).Index())
            {
                if (!kept.Remove((attribute.Name, position), out var row))
                    user.Values.Add(row = new ScimValue { OrganizationId = user.OrganizationId, UserId = user.Id, Attribute = attribute.Name, Position = position });

                RowDocument.Write(row, value!.AsObject(), attribute.Parts);
            }
        }

        foreach (var gone in kept.Values) user.Values.Remove(gone);
    }
}
