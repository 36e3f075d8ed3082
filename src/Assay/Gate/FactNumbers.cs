using System.Globalization;
using System.Text.Json;

namespace Assay.Gate;

/// <summary>Reads what facts say. A number may be written as text, because a ledger holds no fractions otherwise.</summary>
internal static class FactNumbers
{
    extension(JsonElement json)
    {
        public decimal? Number(string name) => json.Find(name) is { } value ? Decimal(value) : null;

        public string? Words(string name) => json.Find(name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

        public bool? Flag(string name) => json.Find(name)?.ValueKind switch
        {
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            _ => null,
        };

        public IReadOnlyDictionary<string, decimal> Numbers(string name) =>
            json.Find(name) is { ValueKind: JsonValueKind.Object } numbers
                ? numbers.EnumerateObject().Select(p => (p.Name, Value: Decimal(p.Value))).Where(p => p.Value is not null).ToDictionary(p => p.Name, p => p.Value!.Value)
                : new Dictionary<string, decimal>();

        public IReadOnlyList<JsonElement> Items(string name) => json.Find(name) is { ValueKind: JsonValueKind.Array } list ? [.. list.EnumerateArray()] : [];

        private JsonElement? Find(string name) => json.ValueKind is JsonValueKind.Object && json.TryGetProperty(name, out var value) ? value : null;
    }

    private static decimal? Decimal(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number when value.TryGetDecimal(out var number) => number,
        JsonValueKind.String when decimal.TryParse(value.GetString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) => number,
        _ => null,
    };
}
