namespace Assay.Registers;

public enum FileFormat
{
    Csv,
    Xlsx,
    Json,
}

/// <summary>What an import takes. Past a limit the person is told, and memory stays bounded.</summary>
public static class FileLimits
{
    public const int MaxRows = 50_000;
    public const int MaxBytes = 20 * 1024 * 1024;
    public const int MaxColumns = 200;

    /// <summary>A workbook is a zip; a small one may unpack to anything.</summary>
    public const long MaxUnpackedBytes = 400L * 1024 * 1024;

    public static string Words => $"At most {MaxRows:N0} rows and {MaxBytes / 1024 / 1024} MB.";
}

/// <summary>The whole file cannot be read, and why, in words for the person who sent it.</summary>
public sealed class UnreadableFileException(string message) : Exception(message);

/// <param name="Line">Where a person finds it: the line of a text file, the row of a sheet, the number of a JSON object.</param>
/// <param name="Cells">As many as there are headings; empty where the file has nothing.</param>
public sealed record FileRow(int Line, string[] Cells);

/// <summary>A table as a file brings it: headings, then rows, read as they are asked for.</summary>
public sealed record FileTable(string[] Headings, IEnumerable<FileRow> Rows)
{
    public static FileTable Read(byte[] content, string fileName) => FormatOf(content, fileName) switch
    {
        FileFormat.Xlsx => XlsxFile.Read(content),
        FileFormat.Json => JsonFile.Read(content),
        _ => CsvFile.Read(content),
    };

    // By what it is, then by what it is called: a workbook that was renamed to .csv is still a workbook.
    private static FileFormat FormatOf(byte[] content, string fileName) => content switch
    {
        [(byte)'P', (byte)'K', ..] => FileFormat.Xlsx,
        _ when fileName.EndsWith(".json", StringComparison.OrdinalIgnoreCase) => FileFormat.Json,
        _ => FileFormat.Csv,
    };
}
