using System.Globalization;
using System.Text.Json.Nodes;

namespace Assay.Scim;

/// <summary>Resources as they are answered.</summary>
internal static class ResourceJson
{
    /// <param name="groups">The groups that the person is in, by id and name.</param>
    public static JsonObject Of(ScimUser user, IEnumerable<(Guid Id, string Name)> groups, string at)
    {
        var json = Head(user, UserSchema.Schema, at);

        foreach (var attribute in UserSchema.Schema.Attributes.Where(a => a.Rows == nameof(ScimUser.Values)))
        {
            JsonArray values = [.. user.Values.Where(v => v.Attribute == attribute.Name).OrderBy(v => v.Position).Select(v => RowDocument.Of(v, attribute))];
            if (values.Count > 0) json[attribute.Name] = values;
        }

        JsonArray into = [.. groups.Select(g => new JsonObject { ["value"] = g.Id.ToString(), ["$ref"] = $"{at}/Groups/{g.Id}", ["display"] = g.Name })];
        if (into.Count > 0) json["groups"] = into;

        return End(json, user, UserSchema.Schema, at);
    }

    /// <param name="members">Who is in it, by id and name; null where that was not asked for.</param>
    public static JsonObject Of(ScimGroup group, IEnumerable<(Guid Id, string Name)>? members, string at)
    {
        var json = Head(group, GroupSchema.Schema, at);
        JsonArray who = [.. (members ?? []).Select(m => new JsonObject { ["value"] = m.Id.ToString(), ["$ref"] = $"{at}/Users/{m.Id}", ["display"] = m.Name, ["type"] = "User" })];
        if (who.Count > 0) json["members"] = who;

        return End(json, group, GroupSchema.Schema, at);
    }

    /// <summary>The weak tag of RFC 7644 §3.14.</summary>
    public static string TagOf(ScimRow row) => $"W/\"{row.Version.ToString(CultureInfo.InvariantCulture)}\"";

    public static string AddressOf(ScimRow row, ScimSchema schema, string at) => $"{at}{schema.Endpoint}/{row.Id}";

    private static JsonObject Head(ScimRow row, ScimSchema schema, string at)
    {
        var document = RowDocument.Of(row, schema);
        JsonArray schemas = [schema.Id];
        if (schema.Extension is { } extension && document.ContainsKey(extension.Id)) schemas.Add(extension.Id);

        JsonObject json = new() { ["schemas"] = schemas, ["id"] = row.Id.ToString() };
        foreach (var (name, value) in document) json[name] = value?.DeepClone();

        return json;
    }

    private static JsonObject End(JsonObject json, ScimRow row, ScimSchema schema, string at)
    {
        json["meta"] = new JsonObject
        {
            ["resourceType"] = schema.Name,
            ["created"] = Time(row.CreatedAt),
            ["lastModified"] = Time(row.ChangedAt),
            ["location"] = AddressOf(row, schema, at),
            ["version"] = TagOf(row),
        };

        return json;
    }

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
