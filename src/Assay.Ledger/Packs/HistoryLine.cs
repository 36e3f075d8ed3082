using System.Text.Json;

namespace Assay.Ledger;

/// <summary>A checkpoint that was signed, with the time and with what a timestamp authority said to it.</summary>
public sealed record HistoryLine(long Size, string Note, DateTimeOffset SignedAt, byte[]? TimestampToken)
{
    private static readonly JsonSerializerOptions _json = new(JsonSerializerDefaults.Web) { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public override string ToString() => JsonSerializer.Serialize(this, _json);

    public static HistoryLine? Read(string line)
    {
        try
        {
            return JsonSerializer.Deserialize<HistoryLine>(line, _json) is { } read && read.ToString() == line ? read : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
