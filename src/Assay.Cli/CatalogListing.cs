using System.Text.Encodings.Web;
using System.Text.Json;
using Assay.Catalog;

namespace Assay.Cli;

/// <summary>
/// The items of any kind, in one shape: id, title, ml and the ids of the criteria served, then whatever else their
/// authors wrote. It reads the compiled text, so a kind that is new needs nothing here.
/// </summary>
internal static class CatalogListing
{
    private static readonly JsonWriterOptions _options = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>What a kind without titles is best known by.</summary>
    private static readonly string[] _titles = ["title", "subject", "text", "message", "because"];

    private static readonly string[] _common = ["id", "title", "ml", "criteria"];

    public static IEnumerable<string> Kinds(CatalogLibrary catalog) =>
        catalog.Kinds.Where(kind => catalog.Written(kind).ValueKind is JsonValueKind.Array);

    public static void WriteText(CatalogLibrary catalog, string kind, Stream to)
    {
        using var text = new StreamWriter(to) { NewLine = "\n" };
        foreach (var item in catalog.Written(kind).EnumerateArray()) text.WriteLine($"{Id(item)}\t{Title(item)}");
    }

    public static void WriteJson(CatalogLibrary catalog, string kind, Stream to)
    {
        using (var json = new Utf8JsonWriter(to, _options))
        {
            json.WriteStartArray();
            foreach (var item in catalog.Written(kind).EnumerateArray()) Write(json, kind, item);
            json.WriteEndArray();
        }

        to.WriteByte((byte)'\n');
    }

    private static void Write(Utf8JsonWriter json, string kind, JsonElement item)
    {
        json.WriteStartObject();
        json.WriteString("id", Id(item));
        json.WriteString("title", Title(item));
        json.WriteBoolean("ml", kind is "criteria" or "concerns" || item.TryGetProperty("ml", out var ml) && ml.ValueKind is JsonValueKind.True);

        json.WriteStartArray("criteria");
        foreach (var id in Criteria(kind, item).Distinct()) json.WriteStringValue(id);
        json.WriteEndArray();

        foreach (var property in item.EnumerateObject())
        {
            // The shared field is the ids; why each is served stands in the mappings.
            if (property.Name == "criteria" && IsMappings(property.Value)) json.WritePropertyName("mappings");
            else if (property.Name == "ml" && property.Value.ValueKind is JsonValueKind.Object) json.WritePropertyName("ml_meaning");
            else if (_common.Contains(property.Name)) continue;
            else json.WritePropertyName(property.Name);

            property.Value.WriteTo(json);
        }

        json.WriteEndObject();
    }

    private static IEnumerable<string?> Criteria(string kind, JsonElement item) =>
        kind == "criteria" ? [Id(item)]
        : !item.TryGetProperty("criteria", out var criteria) || criteria.ValueKind is not JsonValueKind.Array ? []
        : criteria.EnumerateArray().Select(c => c.ValueKind is JsonValueKind.Object ? Id(c) : c.ToString());

    private static bool IsMappings(JsonElement criteria) =>
        criteria.ValueKind is JsonValueKind.Array && criteria.GetArrayLength() > 0 && criteria[0].ValueKind is JsonValueKind.Object;

    private static string? Id(JsonElement item) => item.GetProperty("id").GetString();

    private static string? Title(JsonElement item) =>
        _titles.Select(name => item.TryGetProperty(name, out var title) ? title.GetString() : null).FirstOrDefault(title => title is not null) ?? Id(item);
}
