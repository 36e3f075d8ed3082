using System.Text.Json;

namespace Assay.SignOn;

/// <summary>Claims, read as what they must be; one of another kind is absent.</summary>
internal static class JsonClaims
{
    private static readonly DateTimeOffset _last = new(9999, 1, 1, 0, 0, 0, TimeSpan.Zero);

    extension(JsonElement claims)
    {
        public string? Text(string name) =>
            claims.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null;

        public DateTimeOffset? Time(string name) =>
            claims.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.Number && value.TryGetDouble(out var seconds)
            && seconds >= 0 && seconds < _last.ToUnixTimeSeconds() ? DateTimeOffset.FromUnixTimeSeconds((long)seconds) : null;

        /// <summary>Some providers write truth as text.</summary>
        public bool? Truth(string name) => !claims.TryGetProperty(name, out var value) ? null : value.ValueKind switch
        {
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            JsonValueKind.String when bool.TryParse(value.GetString(), out var truth) => truth,
            _ => null,
        };

        public IEnumerable<string> Texts(string name) =>
            claims.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.Array
                ? value.EnumerateArray().Where(v => v.ValueKind is JsonValueKind.String).Select(v => v.GetString()!)
                : [];
    }
}
