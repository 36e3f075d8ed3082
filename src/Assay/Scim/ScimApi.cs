using System.Text.Json.Nodes;

namespace Assay.Scim;

/// <summary>The doors of SCIM 2.0 (RFC 7644 §3.2). It describes itself, by schemas of its own.</summary>
internal static class ScimApi
{
    public static void MapScimApi(this IEndpointRouteBuilder routes)
    {
        var scim = routes.MapGroup("/scim/v2").Needs(Permission.ProvisionPeople).ExcludeFromDescription();
        scim.AddEndpointFilter(ScimDoor.RefuseAsync);

        MapUsers(scim.MapGroup("/Users"));
        MapGroups(scim.MapGroup("/Groups"));
        scim.MapGet("/", (HttpContext http, ReadResources read, CancellationToken stop) => AllAsync(http, ScimDoor.QueryOf(http.Request), read, stop));
        scim.MapPost("/.search", async (HttpContext http, ReadResources read, CancellationToken stop) => await AllAsync(http, ScimDoor.QueryOf(await ScimDoor.BodyAsync(http.Request, stop)), read, stop));

        scim.MapGet("/ServiceProviderConfig", (HttpContext http) => Told(SelfDescription.Service(ScimDoor.AddressOf(http.Request))));
        scim.MapGet("/ResourceTypes", (HttpContext http) => Told(SelfDescription.ResourceTypes(ScimDoor.AddressOf(http.Request)), http));
        scim.MapGet("/ResourceTypes/{id}", (string id, HttpContext http) => Told(SelfDescription.ResourceTypes(ScimDoor.AddressOf(http.Request)), id));
        scim.MapGet("/Schemas", (HttpContext http) => Told(SelfDescription.Schemas(ScimDoor.AddressOf(http.Request)), http));
        scim.MapGet("/Schemas/{id}", (string id, HttpContext http) => Told(SelfDescription.Schemas(ScimDoor.AddressOf(http.Request)), id));

        // Said to be absent by the ServiceProviderConfig, and told so to whoever tries.
        scim.MapPost("/Bulk", () => ScimAnswer.Error(501, null, "Bulk operations are not taken; send them one by one."));
        scim.MapMethods("/Me", ["GET", "POST", "PUT", "PATCH", "DELETE"], () => ScimAnswer.Error(501, null, "A token is of a program; there is no 'Me'."));
    }

    private static void MapUsers(RouteGroupBuilder users)
    {
        users.MapGet("/", (HttpContext http, ReadResources read, CancellationToken stop) => UsersAsync(http, ScimDoor.QueryOf(http.Request), read, stop));
        users.MapPost("/.search", async (HttpContext http, ReadResources read, CancellationToken stop) => await UsersAsync(http, ScimDoor.QueryOf(await ScimDoor.BodyAsync(http.Request, stop)), read, stop));
        users.MapPost("/", async (HttpContext http, SaveUser save, CancellationToken stop) =>
        {
            var user = await save.AddAsync(http.Actor, await ScimDoor.BodyAsync(http.Request, stop), stop);
            var json = ScimDoor.ProjectionOf(http.Request).Apply(ResourceJson.Of(user, [], ScimDoor.AddressOf(http.Request)), UserSchema.Schema);        // whoever is new is in no group
            return Answer(http, user, json, UserSchema.Schema, isNew: true, isAnswer: true);
        });
        users.MapGet("/{id}", (string id, HttpContext http, ReadResources read, CancellationToken stop) => UserAsync(http, ScimDoor.IdOf(id), read, stop));
        users.MapPut("/{id}", (string id, HttpContext http, SaveUser save, ReadResources read, CancellationToken stop) => ChangeUserAsync(id, http, save, read, Replace, stop));
        users.MapPatch("/{id}", (string id, HttpContext http, SaveUser save, ReadResources read, CancellationToken stop) => ChangeUserAsync(id, http, save, read, Patched, stop));
        users.MapDelete("/{id}", async (string id, HttpContext http, SaveUser save, CancellationToken stop) =>
        {
            await save.RemoveAsync(http.Actor, ScimDoor.IdOf(id), http.Request.Headers.IfMatch, stop);
            return new ScimAnswer(204);
        });
    }

    private static void MapGroups(RouteGroupBuilder groups)
    {
        groups.MapGet("/", (HttpContext http, ReadResources read, CancellationToken stop) => GroupsAsync(http, ScimDoor.QueryOf(http.Request), read, stop));
        groups.MapPost("/.search", async (HttpContext http, ReadResources read, CancellationToken stop) => await GroupsAsync(http, ScimDoor.QueryOf(await ScimDoor.BodyAsync(http.Request, stop)), read, stop));
        groups.MapPost("/", async (HttpContext http, SaveGroup save, ReadResources read, CancellationToken stop) =>
            await GroupAsync(http, await save.AddAsync(http.Actor, await ScimDoor.BodyAsync(http.Request, stop), stop), read, stop, isNew: true));
        groups.MapGet("/{id}", (string id, HttpContext http, ReadResources read, CancellationToken stop) => GroupAsync(http, ScimDoor.IdOf(id), read, stop));
        groups.MapPut("/{id}", (string id, HttpContext http, SaveGroup save, ReadResources read, CancellationToken stop) => ChangeGroupAsync(id, http, save, read, Replace, stop));
        groups.MapPatch("/{id}", (string id, HttpContext http, SaveGroup save, ReadResources read, CancellationToken stop) => ChangeGroupAsync(id, http, save, read, Patched, stop));
        groups.MapDelete("/{id}", async (string id, HttpContext http, SaveGroup save, CancellationToken stop) =>
        {
            await save.RemoveAsync(http.Actor, ScimDoor.IdOf(id), http.Request.Headers.IfMatch, stop);
            return new ScimAnswer(204);
        });
    }

    private static async Task<IResult> ChangeUserAsync(
        string id, HttpContext http, SaveUser save, ReadResources read, Func<JsonObject, JsonObject, ScimSchema, JsonObject> change, CancellationToken stop)
    {
        var sent = await ScimDoor.BodyAsync(http.Request, stop);
        await save.ChangeAsync(http.Actor, ScimDoor.IdOf(id), http.Request.Headers.IfMatch, document => change(document, sent, UserSchema.Schema), stop);
        return await UserAsync(http, ScimDoor.IdOf(id), read, stop, isAnswer: true);
    }

    private static async Task<IResult> ChangeGroupAsync(
        string id, HttpContext http, SaveGroup save, ReadResources read, Func<JsonObject, JsonObject, ScimSchema, JsonObject> change, CancellationToken stop)
    {
        var sent = await ScimDoor.BodyAsync(http.Request, stop);
        await save.ChangeAsync(http.Actor, ScimDoor.IdOf(id), http.Request.Headers.IfMatch, document => change(document, sent, GroupSchema.Schema), stop);
        return await GroupAsync(http, ScimDoor.IdOf(id), read, stop, isAnswer: true);
    }

    private static JsonObject Replace(JsonObject document, JsonObject sent, ScimSchema schema) => ReadDocument.Of(sent, schema);

    private static JsonObject Patched(JsonObject document, JsonObject sent, ScimSchema schema)
    {
        Patch.Apply(document, sent, schema);
        return document;
    }

    private static async Task<IResult> UserAsync(HttpContext http, Guid id, ReadResources read, CancellationToken stop, bool isAnswer = false) =>
        await read.UserAsync(Asked(http), id, ScimDoor.ProjectionOf(http.Request), stop) is var (row, json)
            ? Answer(http, row, json, UserSchema.Schema, isNew: false, isAnswer)
            : throw ScimRefusedException.NotFound(id.ToString());

    private static async Task<IResult> GroupAsync(HttpContext http, Guid id, ReadResources read, CancellationToken stop, bool isNew = false, bool isAnswer = false) =>
        await read.GroupAsync(Asked(http), id, ScimDoor.ProjectionOf(http.Request), stop) is var (row, json)
            ? Answer(http, row, json, GroupSchema.Schema, isNew, isAnswer)
            : throw ScimRefusedException.NotFound(id.ToString());

    private static ScimAnswer Answer(HttpContext http, ScimRow row, JsonObject json, ScimSchema schema, bool isNew, bool isAnswer) =>
        !isNew && !isAnswer && Tags.Names(http.Request.Headers.IfNoneMatch, row)
            ? new(304, tag: ResourceJson.TagOf(row))
            : new(isNew ? 201 : 200, json, ResourceJson.TagOf(row), isNew ? ResourceJson.AddressOf(row, schema, ScimDoor.AddressOf(http.Request)) : null);

    private static async Task<IResult> UsersAsync(HttpContext http, ListQuery query, ReadResources read, CancellationToken stop)
    {
        var (total, page) = await read.UsersAsync(Asked(http), query, stop);
        return ScimAnswer.List(total, query.StartIndex, page);
    }

    private static async Task<IResult> GroupsAsync(HttpContext http, ListQuery query, ReadResources read, CancellationToken stop)
    {
        var (total, page) = await read.GroupsAsync(Asked(http), query, stop);
        return ScimAnswer.List(total, query.StartIndex, page);
    }

    /// <summary>A search over both kinds: users first, then groups, as one list. An attribute that only one kind has finds only that kind.</summary>
    private static async Task<IResult> AllAsync(HttpContext http, ListQuery query, ReadResources read, CancellationToken stop)
    {
        var (users, page) = await TryAsync(() => read.UsersAsync(Asked(http), query, stop));
        var rest = query with { StartIndex = Math.Max(1, query.StartIndex - users), Count = query.Count - page.Count };
        var (groups, more) = await TryAsync(() => read.GroupsAsync(Asked(http), rest, stop));

        return users < 0 && groups < 0
            ? throw new ScimRefusedException(400, "invalidFilter", "Neither users nor groups have what is asked for.")
            : ScimAnswer.List(Math.Max(0, users) + Math.Max(0, groups), query.StartIndex, [.. page, .. more]);
    }

    private static async Task<(int, IReadOnlyList<JsonObject>)> TryAsync(Func<Task<(int, IReadOnlyList<JsonObject>)>> ask)
    {
        try
        {
            return await ask();
        }
        catch (ScimRefusedException)
        {
            return (-1, []);
        }
    }

    private static ReadResources.Asked Asked(HttpContext http) => new(http.Actor, ScimDoor.AddressOf(http.Request));

    private static ScimAnswer Told(JsonObject body) => new(200, body);

    private static ScimAnswer Told(IReadOnlyList<JsonObject> all, HttpContext http) =>
        http.Request.Query.ContainsKey("filter") ? ScimAnswer.Error(403, null, "These are not filtered.") : ScimAnswer.List(all.Count, 1, all);

    private static ScimAnswer Told(IReadOnlyList<JsonObject> all, string id) =>
        all.FirstOrDefault(o => id.Equals(o["id"]!.GetValue<string>(), StringComparison.OrdinalIgnoreCase)) is { } one ? new(200, one) : throw ScimRefusedException.NotFound(id);
}
