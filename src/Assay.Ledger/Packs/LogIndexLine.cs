using System.Text.Json;

namespace Assay.Ledger;

/// <summary>An entry as the database's columns have it, beside the text that is hashed.</summary>
/// <param name="Sequence">Null where the table holds an entry that the log never numbered.</param>
public sealed record LogIndexLine(long? Sequence, Guid Entry, string Kind, DateTimeOffset OccurredAt, DateTimeOffset RecordedAt, string Actor, string Subject)
{
    private static readonly JsonSerializerOptions _json = new(JsonSerializerDefaults.Web) { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public override string ToString() => JsonSerializer.Serialize(this, _json);

    public static LogIndexLine? Read(string line)
    {
        try
        {
            return JsonSerializer.Deserialize<LogIndexLine>(line, _json) is { } read && read.ToString() == line ? read : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>What the columns say otherwise than the text; null where they agree.</summary>
    public string? Difference(EntryText text)
    {
        if (Entry != text.Entry) return $"the column entry_id says {Entry}, its text says {text.Entry}";
        if (Kind != text.Kind) return $"the column kind says '{Kind}', its text says '{text.Kind}'";
        if (Actor != text.Actor) return $"the column actor says '{Actor}', its text says '{text.Actor}'";
        if (Subject != text.Subject) return $"the column subject says '{Subject}', its text says '{text.Subject}'";
        if (OccurredAt != text.OccurredAt) return $"the column occurred_at says {OccurredAt:O}, its text says {text.OccurredAt:O}";
        return RecordedAt != text.RecordedAt ? $"the column recorded_at says {RecordedAt:O}, its text says {text.RecordedAt:O}" : null;
    }
}
