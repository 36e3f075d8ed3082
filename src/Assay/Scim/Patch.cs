using System.Text.Json;
using System.Text.Json.Nodes;

namespace Assay.Scim;

/// <summary>Changes a document by a list of operations (RFC 7644 §3.5.2). All of them, or the document is thrown away.</summary>
internal static class Patch
{
    private const int _mostOperations = 1_000;

    public static void Apply(JsonObject document, JsonObject body, ScimSchema schema)
    {
        var operations = body.FirstOrDefault(p => p.Key.Equals("Operations", StringComparison.OrdinalIgnoreCase)).Value as JsonArray
            ?? throw new ScimRefusedException(400, "invalidSyntax", "A PATCH holds a list of 'Operations'.");
        if (operations.Count is 0 or > _mostOperations) throw new ScimRefusedException(400, "tooMany", $"A PATCH holds 1 to {_mostOperations} operations.");

        foreach (var operation in operations)
        {
            if (operation is not JsonObject one) throw new ScimRefusedException(400, "invalidSyntax", "Each operation is an object.");

            var path = Text(one, "path");
            var value = Member(one, "value");

            switch (Text(one, "op")?.ToLowerInvariant())
            {
                case "add": Change(document, path, value, schema, adds: true); break;
                case "replace": Change(document, path, value, schema, adds: false); break;
                case "remove": Remove(document, path, value, schema); break;
                default: throw new ScimRefusedException(400, "invalidSyntax", "'op' is add, replace or remove.");
            }
        }
    }

    private static void Change(JsonObject document, string? text, JsonNode? value, ScimSchema schema, bool adds)
    {
        if (text is null)
        {
            if (value is not JsonObject several) throw new ScimRefusedException(400, "invalidValue", "Without a path, the value is an object of attributes.");

            // Each as if it had been named; one that this product does not keep is left out, as in a POST.
            foreach (var (name, inner) in several.SelectMany(p => Named(p.Key, p.Value, schema))) ChangeNamed(document, name, inner, schema, adds);
            return;
        }

        if (schema.Extension is { } extension && text.Equals(extension.Id, StringComparison.OrdinalIgnoreCase))
        {
            foreach (var (name, inner) in Named(text, value, schema)) ChangeNamed(document, name, inner, schema, adds);
            return;
        }

        Change(document, FilterParser.ParsePath(text, schema), value, schema, adds);
    }

    private static void ChangeNamed(JsonObject document, string name, JsonNode? value, ScimSchema schema, bool adds)
    {
        var id = schema.Ids.FirstOrDefault(i => name.StartsWith(i + ":", StringComparison.OrdinalIgnoreCase));
        var first = (id is null ? name : name[(id.Length + 1)..]).Split('.', '[')[0];
        if (schema.Find(id, first) is { IsReadOnly: false }) Change(document, FilterParser.ParsePath(name, schema), value, schema, adds);
    }

    private static void Change(JsonObject document, PatchPath path, JsonNode? value, ScimSchema schema, bool adds)
    {
        var attribute = Find(path, schema);
        var holder = ReadDocument.Holder(document, path.Path.Schema, schema);

        if (attribute.IsMany)
        {
            ChangeMany(holder, attribute, path, value, adds);
        }
        else if (path.Part is { } part)
        {
            var inner = attribute.Part(part) ?? throw ScimRefusedException.Path(path.Path.ToString(), $"'{attribute.Name}' has no part '{part}'.");
            if (holder[attribute.Name] is not JsonObject whole) holder[attribute.Name] = whole = [];
            Set(whole, inner.Name, ReadDocument.Value(inner, value));
        }
        else if (attribute.Kind is ScimKind.Complex && holder[attribute.Name] is JsonObject there && value is JsonObject sent)
        {
            foreach (var (name, inner) in (JsonObject)ReadDocument.One(attribute, sent)) Set(there, name, inner?.DeepClone());        // parts that are not named stay
        }
        else
        {
            Set(holder, attribute.Name, ReadDocument.Value(attribute, value));
        }
    }

    private static void ChangeMany(JsonObject holder, ScimAttribute attribute, PatchPath path, JsonNode? value, bool adds)
    {
        var there = holder[attribute.Name] as JsonArray ?? [];

        if (path.Which is null && path.Part is null)
        {
            var values = ReadDocument.Value(attribute, value) as JsonArray ?? [];
            if (adds) Merge(there, values, attribute);
            else there = values;
        }
        else
        {
            var matching = there.OfType<JsonObject>().Where(v => path.Which is null || PatchMatch.Of(path.Which, v)).ToList();
            if (matching is [] && !adds) throw new ScimRefusedException(400, "noTarget", $"No value of '{attribute.Name}' matches the path.");
            if (matching is []) matching.Add(PatchMatch.Made(path.Which, there));

            foreach (var one in matching)
            {
                if (!adds && path.Part is null) one.Clear();        // replaced whole
                ChangeOne(one, attribute, path.Part, value, there);
            }
        }

        Set(holder, attribute.Name, there.Count == 0 ? null : there.Parent is null ? there : there.DeepClone());
    }

    private static void ChangeOne(JsonObject one, ScimAttribute attribute, string? part, JsonNode? value, JsonArray all)
    {
        if (part is not null)
        {
            var inner = attribute.Part(part) ?? throw ScimRefusedException.Path($"{attribute.Name}.{part}", $"'{attribute.Name}' has no part '{part}'.");
            Set(one, inner.Name, ReadDocument.Value(inner, value));
        }
        else
        {
            foreach (var (name, inner) in (JsonObject)ReadDocument.One(attribute, value)) Set(one, name, inner?.DeepClone());
        }

        if (one["primary"]?.GetValue<bool>() is true) KeepOnePrimary(all, one);
    }

    /// <summary>Adds what is not there yet; a value that becomes the primary one takes that from the others.</summary>
    private static void Merge(JsonArray there, JsonArray values, ScimAttribute attribute)
    {
        // Of members only the id says who they are; there may be thousands, so they are looked up.
        var known = attribute.Name is "members" ? there.Select(v => v?["value"]?.GetValue<string>()).ToHashSet(StringComparer.OrdinalIgnoreCase) : null;

        foreach (var value in values.Select(v => v!.DeepClone().AsObject()).ToList())
        {
            if (known is not null ? !known.Add(value["value"]?.GetValue<string>()) : there.Any(v => JsonNode.DeepEquals(v, value))) continue;

            there.Add(value);
            if (value["primary"]?.GetValue<bool>() is true) KeepOnePrimary(there, value);
        }

        if (there.Count > (known is null ? ReadDocument.MostValues : ReadDocument.MostMembers)) throw new ScimRefusedException(413, "tooMany", $"{attribute.Name} has too many values.");
    }

    private static void KeepOnePrimary(JsonArray all, JsonObject primary)
    {
        foreach (var other in all.OfType<JsonObject>().Where(v => v != primary && v["primary"]?.GetValue<bool>() is true)) other["primary"] = false;
    }

    private static void Remove(JsonObject document, string? text, JsonNode? value, ScimSchema schema)
    {
        if (text is null) throw new ScimRefusedException(400, "noTarget", "A remove names a path.");

        var path = FilterParser.ParsePath(text, schema);
        var attribute = Find(path, schema);
        if (attribute.IsRequired) throw new ScimRefusedException(400, "mutability", $"'{attribute.Name}' is required and cannot be removed.");

        var holder = ReadDocument.Holder(document, path.Path.Schema, schema);
        if (holder[attribute.Name] is not { } there) return;

        if (there is JsonArray several) RemoveMany(holder, attribute, several, path, value);
        else if (path.Part is null) holder.Remove(attribute.Name);
        else (there as JsonObject)?.Remove(attribute.Part(path.Part)?.Name ?? throw ScimRefusedException.Path(text, $"'{attribute.Name}' has no part '{path.Part}'."));
    }

    private static void RemoveMany(JsonObject holder, ScimAttribute attribute, JsonArray several, PatchPath path, JsonNode? value)
    {
        // Some directories name who is to go in the value rather than in the path.
        var named = path is { Which: null, Part: null } && ReadDocument.Value(attribute, value) is JsonArray { Count: > 0 } listed
            ? listed.Select(v => v?["value"]?.GetValue<string>()).ToHashSet(StringComparer.OrdinalIgnoreCase) : null;

        foreach (var one in several.OfType<JsonObject>().Where(v => (path.Which is null || PatchMatch.Of(path.Which, v)) && (named is null || named.Contains(v["value"]?.GetValue<string>()))).ToList())
        {
            if (path.Part is null) several.Remove(one);
            else one.Remove(attribute.Part(path.Part)?.Name ?? throw ScimRefusedException.Path(path.Path.ToString(), $"'{attribute.Name}' has no part '{path.Part}'."));
        }

        if (several.Count == 0) holder.Remove(attribute.Name);
    }

    private static ScimAttribute Find(PatchPath path, ScimSchema schema)
    {
        var attribute = schema.Find(path.Path.Schema, path.Path.Name) ?? throw ScimRefusedException.Path(path.Path.ToString(), $"a {schema.Name} has no such attribute.");
        if (attribute.IsReadOnly) throw new ScimRefusedException(400, "mutability", $"'{attribute.Name}' cannot be changed.");
        if (path.Which is not null && !attribute.IsMany) throw ScimRefusedException.Path(path.Path.ToString(), "it is one value; brackets are for several.");

        return attribute;
    }

    private static IEnumerable<(string Name, JsonNode? Value)> Named(string name, JsonNode? value, ScimSchema schema) =>
        schema.Extension is { } extension && name.Equals(extension.Id, StringComparison.OrdinalIgnoreCase) && value is JsonObject parts
            ? parts.Select(p => ($"{extension.Id}:{p.Key}", p.Value))
            : [(name, value)];

    private static void Set(JsonObject holder, string name, JsonNode? value)
    {
        if (value is null) holder.Remove(name);
        else if (!ReferenceEquals(holder[name], value)) holder[name] = value;
    }

    private static JsonNode? Member(JsonObject operation, string name) => operation.FirstOrDefault(p => p.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;

    private static string? Text(JsonObject operation, string name) => Member(operation, name) is { } node && node.GetValueKind() is JsonValueKind.String ? node.GetValue<string>() : null;
}
