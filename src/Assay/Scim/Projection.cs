using System.Text.Json.Nodes;

namespace Assay.Scim;

/// <summary>Which attributes an answer holds (RFC 7644 §3.9). Ids and schemas always stay.</summary>
public sealed record Projection(IReadOnlyList<string> Attributes, IReadOnlyList<string> Excluded)
{
    public static Projection All { get; } = new([], []);

    public static Projection Of(string? attributes, string? excluded) => new(Split(attributes), Split(excluded));

    /// <summary>Whether the answer holds it at all, so that thousands of members are not read for nothing.</summary>
    public bool Holds(string attribute) =>
        Attributes is [] ? !Excluded.Contains(attribute, StringComparer.OrdinalIgnoreCase) : Attributes.Any(a => a.Split('.')[0].Equals(attribute, StringComparison.OrdinalIgnoreCase));

    public JsonObject Apply(JsonObject resource, ScimSchema schema)
    {
        if (Attributes is [] && Excluded is []) return resource;

        var paths = (Attributes is [] ? Excluded : Attributes).Select(a => FilterParser.ParseAttribute(a, schema)).ToList();
        foreach (var (name, value) in resource.ToList()) Apply(resource, name, value, paths, schema);

        return resource;
    }

    private void Apply(JsonObject holder, string name, JsonNode? value, List<AttributePath> paths, ScimSchema schema)
    {
        if (name is "id" or "schemas") return;

        if (schema.Extension is { } extension && name == extension.Id && value is JsonObject own)
        {
            var its = paths.Where(p => extension.Id.Equals(p.Schema, StringComparison.OrdinalIgnoreCase)).Select(p => p with { Schema = null }).ToList();
            foreach (var (part, inner) in own.ToList()) Apply(own, part, inner, its, schema with { Extension = null });
            if (own.Count == 0) holder.Remove(name);
            return;
        }

        var named = paths.Where(p => p.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).ToList();
        var whole = named.Exists(p => p.Part is null);
        var parts = named.Select(p => p.Part).OfType<string>().ToHashSet(StringComparer.OrdinalIgnoreCase);

        if (Attributes is [] ? whole : named is []) holder.Remove(name);
        else if (!whole && parts.Count > 0) Cut(value, part => parts.Contains(part) == Attributes is []);
    }

    private static void Cut(JsonNode? value, Func<string, bool> goes)
    {
        foreach (var one in value is JsonArray many ? many.OfType<JsonObject>() : value is JsonObject single ? [single] : [])
        {
            foreach (var name in one.Select(p => p.Key).Where(goes).ToList()) one.Remove(name);
        }
    }

    private static string[] Split(string? names) => (names ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
