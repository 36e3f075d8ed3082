using System.Text;
using System.Text.Unicode;
using CsvHelper;

namespace Assay.Registers;

/// <summary>Comma-separated values (RFC 4180) in UTF-8; semicolons and tabs are understood on the way in.</summary>
internal static class CsvFile
{
    private static readonly System.Buffers.SearchValues<char> _quoted = System.Buffers.SearchValues.Create(",\"\r\n");

    public static FileTable Read(byte[] content)
    {
        RefuseOtherEncodings(content);
        using var reader = Open(content);

        return reader.Headers.Count > 0
            ? new([.. reader.Headers.Select(h => FormulaGuard.Unguard(h).Trim())], Rows(content))
            : throw new UnreadableFileException("The file is empty. Its first line must name the columns.");
    }

    private static IEnumerable<FileRow> Rows(byte[] content)
    {
        using var reader = Open(content);
        var columns = reader.Headers.Count;

        while (Try(reader.Read))
        {
            if (reader.FieldCount > columns && Enumerable.Range(columns, reader.FieldCount - columns).Any(i => !reader.IsEmpty(i)))
                throw new UnreadableFileException($"Line {reader.LineNumber} has {reader.FieldCount} fields where the first line names {columns}. A field that holds a comma must stand in quotation marks.");

            yield return new((int)reader.LineNumber, [.. Enumerable.Range(0, columns).Select(i => i < reader.FieldCount ? FormulaGuard.Unguard(reader.GetString(i)) : "")]);
        }
    }

    private static CsvReader Open(byte[] content)
    {
        var reader = CsvReader.Create(content, new CsvReaderOptions
        {
            TrackLineNumbers = true,
            MalformedData = CsvMalformedDataHandling.Throw,
            MaxRecordSize = 256 * 1024,             // a quotation mark that is never closed would swallow the file
            IncludeValuesInExceptions = false,
        });

        Try(() =>
        {
            reader.ReadHeader();
            return true;
        });
        return reader;
    }

    private static bool Try(Func<bool> read)
    {
        try
        {
            return read();
        }
        catch (CsvFormatException fault)
        {
            throw new UnreadableFileException($"Line {fault.LineNumber}: a quotation mark is not closed, or stands inside a field. Write it twice.");
        }
    }

    private static void RefuseOtherEncodings(byte[] content)
    {
        if (!Utf8.IsValid(content)) throw new UnreadableFileException("The file is not UTF-8. In Excel, save it as 'CSV UTF-8'.");
    }

    public static async Task WriteAsync(Stream to, IReadOnlyList<string> headings, IAsyncEnumerable<IReadOnlyList<string>> rows, CancellationToken stop)
    {
        // The mark at the start is what makes Excel read UTF-8.
        await using var writer = new StreamWriter(to, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true) { NewLine = "\r\n" };

        await writer.WriteLineAsync(string.Join(',', headings.Select(Field)).AsMemory(), stop);
        await foreach (var row in rows.WithCancellation(stop))
            await writer.WriteLineAsync(string.Join(',', row.Select(Field)).AsMemory(), stop);
    }

    private static string Field(string text)
    {
        var safe = FormulaGuard.Guard(text);
        return safe.AsSpan().ContainsAny(_quoted) || safe != safe.Trim() ? $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : safe;
    }
}
