using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Assay.Statistics.Tables;

/// <summary>A file of rows, read one row at a time in memory that does not grow with the file.</summary>
public abstract class Table(string path) : IDisposable
{
    /// <summary>A row longer than this is a file of another kind.</summary>
    public const int LongestRow = 16 * 1024 * 1024;

    private const int _quoted = 40;

    public string Path => path;

    public IReadOnlyList<string> Columns { get; protected set; } = [];

    /// <summary>Where the present row begins, from 1.</summary>
    public long Line { get; protected set; }

    /// <exception cref="BadTableException">There is no such file, or it is neither CSV nor JSON Lines.</exception>
    public static Table Open(string path)
    {
        if (!File.Exists(path)) throw new BadTableException(path, 0, null, "there is no such file.");

        return System.IO.Path.GetExtension(path).ToLowerInvariant() switch
        {
            ".jsonl" or ".ndjson" or ".json" => new JsonLinesTable(path),
            ".parquet" => throw new BadTableException(path, 0, null, "Parquet is not read; export it as CSV or JSON Lines."),
            _ => new CsvTable(path),
        };
    }

    /// <returns>Whether there was another row.</returns>
    public abstract bool Read();

    /// <summary>The text of one field of the present row, until the next one is asked for.</summary>
    public abstract ReadOnlySpan<byte> Field(int column);

    public abstract void Dispose();

    /// <exception cref="BadTableException">There is no such column; the message lists those that there are.</exception>
    public int Find(string column)
    {
        for (var i = 0; i < Columns.Count; i++)
            if (Columns[i] == column) return i;

        throw Bad($"there is no such column; there are {string.Join(", ", Columns)}.", column, line: 1);
    }

    /// <returns>Whether there is a value.</returns>
    /// <exception cref="BadTableException">There is one, and it is not a number.</exception>
    public bool TryNumber(int column, out double number)
    {
        var field = Field(column);
        number = 0;
        if (MissingValues.Is(field)) return false;

        return TryParse(field, out number) ? true : throw Bad($"'{Quote(field)}' is not a number.", Columns[column]);
    }

    public BadTableException Bad(string problem, string? column = null, long? line = null) => new(path, line ?? Line, column, problem);

    internal static bool TryParse(ReadOnlySpan<byte> field, out double number) =>
        (Utf8Parser.TryParse(field, out number, out var used) && used == field.Length || double.TryParse(field, NumberStyles.Float, CultureInfo.InvariantCulture, out number))
        && double.IsFinite(number);

    internal static string Quote(ReadOnlySpan<byte> field)
    {
        var text = Encoding.UTF8.GetString(field);
        return text.Length > _quoted ? text[.._quoted] + "…" : text;
    }
}
