using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Assay.Catalog.Content;

/// <summary>Reads <c>access_review</c> and <c>{fact: access_review, at_most: designed}</c>.</summary>
public sealed class AnsweredByJson : JsonConverter<AnsweredBy>
{
    public override AnsweredBy Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        JsonNode.Parse(ref reader) switch
        {
            JsonValue fact => new(fact.ToString()),
            JsonObject map when map["fact"] is { } fact => new(fact.ToString(), (map["at_most"]?.ToString()) switch
            {
                null => Level.Operating,
                "designed" => Level.Documented,
                "informal" => Level.Informal,
                var other => throw new JsonException($"at_most is 'designed' or 'informal', not '{other}'."),
            }),
            _ => throw new JsonException("A fact, or a mapping with fact and at_most."),
        };

    public override void Write(Utf8JsonWriter writer, AnsweredBy value, JsonSerializerOptions options) =>
        throw new NotSupportedException("The catalog is written by people.");
}
