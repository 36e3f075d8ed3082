using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Assay.Ledger;

/// <summary>One entry as the text that is hashed. <c>docs/reference/ledger.md</c> states it with vectors.</summary>
/// <param name="Body">Canonical JSON by itself.</param>
public sealed record EntryText(
    Guid Organization, Guid Entry, string Kind, DateTimeOffset OccurredAt, DateTimeOffset RecordedAt, string Actor, string Subject, string Body)
{
    /// <summary>As C2SP entry bundles count it.</summary>
    public const int MaxBytes = EntryBundle.MaxEntryBytes;

    /// <summary>To the microsecond, which is what PostgreSQL keeps.</summary>
    private const string _time = "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'";

    public override string ToString() =>
        $$"""{"actor":{{Quoted(Actor)}},"body":{{Body}},"entry":"{{Entry:D}}","kind":{{Quoted(Kind)}},"occurred_at":"{{Time(OccurredAt)}}","organization":"{{Organization:D}}","recorded_at":"{{Time(RecordedAt)}}","subject":{{Quoted(Subject)}}}""";

    /// <returns>The text.</returns>
    /// <exception cref="InvalidOperationException">It is longer than an entry may be.</exception>
    public string Checked()
    {
        var text = ToString();
        var bytes = Encoding.UTF8.GetByteCount(text);

        return bytes <= MaxBytes ? text : throw new InvalidOperationException($"The entry is {bytes} bytes long; at most {MaxBytes} are kept. Store its body as a blob and name its hash.");
    }

    /// <returns>The body of an entry, as JSON.</returns>
    public static string BodyOf(string text)
    {
        using var json = JsonDocument.Parse(text);
        return json.RootElement.GetProperty("body").GetRawText();
    }

    /// <returns>Null where the text is no entry, or is not written as an entry is.</returns>
    public static EntryText? Read(string text)
    {
        try
        {
            using var json = JsonDocument.Parse(text);
            var root = json.RootElement;

            var read = new EntryText(
                root.GetProperty("organization").GetGuid(), root.GetProperty("entry").GetGuid(), root.GetProperty("kind").GetString()!,
                Time(root.GetProperty("occurred_at")), Time(root.GetProperty("recorded_at")),
                root.GetProperty("actor").GetString()!, root.GetProperty("subject").GetString()!, CanonicalJson.Of(root.GetProperty("body"), MaxBytes));

            return read.ToString() == text ? read : null;
        }
        catch (Exception wrong) when (wrong is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or ArgumentException)
        {
            return null;
        }
    }

    /// <summary>The time as it will be read back, without what the text has no place for.</summary>
    public static DateTimeOffset Kept(DateTimeOffset time) => new(time.UtcTicks - time.UtcTicks % TimeSpan.TicksPerMicrosecond, TimeSpan.Zero);

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString(_time, CultureInfo.InvariantCulture);

    private static DateTimeOffset Time(JsonElement text) =>
        DateTimeOffset.ParseExact(text.GetString()!, _time, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);

    private static string Quoted(string text) => CanonicalJson.Of(text, MaxBytes);
}
