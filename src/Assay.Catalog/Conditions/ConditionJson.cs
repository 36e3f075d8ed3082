using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Assay.Catalog.Conditions;

/// <summary>Reads the short forms in which conditions are written. Nothing writes them: the compiled catalog keeps them as they stand.</summary>
public sealed class ConditionJson : JsonConverter<Condition>
{
    public override Condition Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Read(JsonNode.Parse(ref reader));

    public override void Write(Utf8JsonWriter writer, Condition value, JsonSerializerOptions options) =>
        throw new NotSupportedException("Conditions are written in the catalog, by people.");

    private static Condition Read(JsonNode? node) => node switch
    {
        JsonValue value when value.TryGetValue<string>(out var text) => OfFlag(text),
        JsonObject { Count: > 0 } map when map.Select(pair => Read(pair.Key, pair.Value)).ToList() is var parts =>
            parts is [var only] ? only : new Condition.All(parts),
        _ => throw new JsonException("A condition is a flag, 'not' and a flag, or a mapping of facts to values."),
    };

    private static Condition OfFlag(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries) switch
    {
        [var flag] => new Condition.Flag(flag),
        ["not", var flag] => new Condition.Not(new Condition.Flag(flag)),
        _ => throw new JsonException($"'{text}' is not a flag, nor 'not' and a flag."),
    };

    private static Condition Read(string key, JsonNode? value) => (key, value) switch
    {
        ("all", JsonArray parts) => new Condition.All([.. parts.Select(Read)]),
        ("any", JsonArray parts) => new Condition.Any([.. parts.Select(Read)]),
        ("not", _) => new Condition.Not(Read(value)),
        (_, JsonArray values) => new Condition.Has(key, [.. values.Select(Scalar)]),
        (_, JsonObject bounds) => new Condition.Within(key, Bound(bounds, "at_least"), Bound(bounds, "at_most")),
        (_, JsonValue) => new Condition.Has(key, [Scalar(value)]),
        _ => throw new JsonException($"'{key}' needs a value, a list of values, or at_least and at_most."),
    };

    private static string Scalar(JsonNode? value) =>
        value is JsonValue scalar ? scalar.ToString() : throw new JsonException("A value is a word.");

    private static decimal? Bound(JsonObject bounds, string name) => bounds[name]?.GetValue<decimal>();
}
