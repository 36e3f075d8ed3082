using System.Text.Json;
using System.Text.Json.Nodes;

namespace Assay.Scim;

/// <summary>Reads what a directory sends into a document of the schema: names spelt as the schema does, values of the right kind, the rest left out.</summary>
/// <remarks>Directories send attributes that this product has no use for; leaving them out is what RFC 7644 §3.3 allows.</remarks>
internal static class ReadDocument
{
    public const int MostValues = 100;
    public const int MostMembers = 20_000;
    private const int _longest = 1_024;

    public static JsonObject Of(JsonObject sent, ScimSchema schema)
    {
        JsonObject document = [];
        foreach (var (name, value) in sent) Put(document, name, value, schema);

        return document;
    }

    /// <summary>Sets one attribute by its name, which may begin with its schema and name a part, as <c>name.givenName</c>.</summary>
    public static void Put(JsonObject document, string name, JsonNode? value, ScimSchema schema)
    {
        if (schema.Extension is { } extension && name.Equals(extension.Id, StringComparison.OrdinalIgnoreCase))
        {
            if (value is not JsonObject parts) throw ScimRefusedException.Value(name, "an object is expected.");
            foreach (var (part, inner) in parts) Put(document, $"{extension.Id}:{part}", inner, schema);
            return;
        }

        var id = schema.Ids.FirstOrDefault(i => name.StartsWith(i + ":", StringComparison.OrdinalIgnoreCase));
        var words = (id is null ? name : name[(id.Length + 1)..]).Split('.', 2);
        if (schema.Find(id, words[0]) is not { IsReadOnly: false } attribute) return;

        var target = Holder(document, id, schema);
        if (words.Length == 1)
        {
            Set(target, attribute, Value(attribute, value));
        }
        else if (attribute is { IsMany: false, Kind: ScimKind.Complex } && attribute.Part(words[1]) is { } part)
        {
            var whole = target[attribute.Name] as JsonObject ?? [];
            Set(whole, part, Value(part, value));
            if (whole.Parent is null) target[attribute.Name] = whole;
        }
    }

    /// <returns>The object that the attributes of a schema lie in: the document, or the extension's own.</returns>
    public static JsonObject Holder(JsonObject document, string? schemaId, ScimSchema schema)
    {
        if (schema.Extension is not { } extension || !extension.Id.Equals(schemaId, StringComparison.OrdinalIgnoreCase)) return document;

        if (document[extension.Id] is not JsonObject holder) document[extension.Id] = holder = [];
        return holder;
    }

    /// <summary>Null means that there is none (RFC 7643 §2.5).</summary>
    public static JsonNode? Value(ScimAttribute attribute, JsonNode? value) => (attribute, value) switch
    {
        (_, null) => null,
        ({ IsMany: true }, JsonArray { Count: 0 }) => null,
        ({ IsMany: true }, JsonArray several) => Many(attribute, several),
        ({ IsMany: true }, _) => new JsonArray(One(attribute, value)),
        _ => One(attribute, value),
    };

    /// <summary>One value, also of an attribute of which there are many.</summary>
    public static JsonNode One(ScimAttribute attribute, JsonNode? value) => attribute.Kind switch
    {
        ScimKind.Complex when value is JsonObject sent => Complex(attribute, sent),
        ScimKind.Complex when attribute.Part("value") is { } only => new JsonObject { ["value"] = One(only, value) },
        ScimKind.Truth => Truth(attribute, value),
        _ when value?.GetValueKind() is JsonValueKind.String => Text(attribute, value.GetValue<string>()),
        _ => throw ScimRefusedException.Value(attribute.Name, attribute.Kind is ScimKind.Complex ? "an object is expected." : "a text is expected."),
    };

    private static JsonArray Many(ScimAttribute attribute, JsonArray several)
    {
        var most = attribute.Name is "members" ? MostMembers : MostValues;
        if (several.Count > most) throw new ScimRefusedException(413, "tooMany", $"{attribute.Name}: at most {most} values.");

        JsonArray values = [.. several.Select(v => One(attribute, v))];
        if (values.Count(v => v?["primary"]?.GetValue<bool>() is true) > 1) throw ScimRefusedException.Value(attribute.Name, "only one value may be the primary one.");

        return values;
    }

    private static JsonObject Complex(ScimAttribute attribute, JsonObject sent)
    {
        JsonObject value = [];
        foreach (var (name, inner) in sent)
        {
            if (attribute.Part(name) is { IsReadOnly: false } part) Set(value, part, Value(part, inner));
        }

        return value;
    }

    private static JsonNode Truth(ScimAttribute attribute, JsonNode? value) => value?.GetValueKind() switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.String when bool.TryParse(value.GetValue<string>(), out var truth) => truth,        // as one large directory writes it
        _ => throw ScimRefusedException.Value(attribute.Name, "true or false is expected."),
    };

    private static JsonValue Text(ScimAttribute attribute, string text) =>
        text.Length > _longest ? throw ScimRefusedException.Value(attribute.Name, $"at most {_longest} characters.")
        : text.Contains('\0', StringComparison.Ordinal) ? throw ScimRefusedException.Value(attribute.Name, "it holds a character that cannot be kept.")
        : JsonValue.Create(text);

    private static void Set(JsonObject holder, ScimAttribute attribute, JsonNode? value)
    {
        if (value is null) holder.Remove(attribute.Name);
        else holder[attribute.Name] = value;
    }
}
