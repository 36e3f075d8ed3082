using System.Text.Encodings.Web;
using System.Text.Json;

namespace Assay.Registers;

/// <summary>An array of objects, or an object whose <c>rows</c> is one, as the export writes it.</summary>
internal static class JsonFile
{
    public static FileTable Read(byte[] content)
    {
        var rows = RowsOf(content);
        var headings = rows.SelectMany(r => r.EnumerateObject().Select(p => p.Name)).Distinct(StringComparer.Ordinal).Take(FileLimits.MaxColumns + 1).ToArray();

        return new(headings, rows.Select((row, i) => new FileRow(i + 1, [.. headings.Select(h => row.TryGetProperty(h, out var value) ? Text(value) : "")])));
    }

    private static List<JsonElement> RowsOf(byte[] content)
    {
        try
        {
            var root = JsonDocument.Parse(content, new() { MaxDepth = 8 }).RootElement;
            var array = root.ValueKind is JsonValueKind.Object && root.TryGetProperty("rows", out var rows) ? rows : root;

            return array.ValueKind is JsonValueKind.Array && array.EnumerateArray().All(r => r.ValueKind is JsonValueKind.Object)
                ? [.. array.EnumerateArray().Take(FileLimits.MaxRows + 1)]
                : throw new UnreadableFileException("The file must be a JSON array of objects, or an object whose 'rows' is one.");
        }
        catch (JsonException fault)
        {
            throw new UnreadableFileException($"The file is not JSON: line {fault.LineNumber + 1}, byte {fault.BytePositionInLine + 1}.");
        }
    }

    private static string Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => "",
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.True => "yes",
        JsonValueKind.False => "no",
        _ => value.GetRawText(),
    };

    public static async Task WriteAsync(Stream to, string register, bool isSample, IReadOnlyList<string> headings, IAsyncEnumerable<IReadOnlyList<string>> rows, CancellationToken stop)
    {
        await using var json = new Utf8JsonWriter(to, new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

        json.WriteStartObject();
        json.WriteString("register", register);
        json.WriteBoolean("sampleData", isSample);
        json.WriteStartArray("rows");

        await foreach (var row in rows.WithCancellation(stop))
        {
            json.WriteStartObject();
            for (var i = 0; i < row.Count; i++) json.WriteString(headings[i], row[i]);
            json.WriteEndObject();

            if (json.BytesPending > 32 * 1024) await json.FlushAsync(stop);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
