using System.Globalization;
using System.IO.Compression;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace Assay.Catalog.Reports.Workbook;

/// <summary>The text of a cell, and whether a spreadsheet would compute it.</summary>
internal readonly record struct ReadCell(string Text, bool IsNumber, bool IsFormula);

/// <summary>Reads sheets of a workbook that anybody may have touched, within limits.</summary>
internal sealed class WorkbookCells : IDisposable
{
    public const int MaxRows = 5_000;
    public const int MaxColumns = 100;

    private readonly SpreadsheetDocument _document;
    private readonly WorkbookPart _workbook;
    private readonly string[] _shared;

    private WorkbookCells(SpreadsheetDocument document)
    {
        _document = document;
        _workbook = document.WorkbookPart ?? throw new InvalidDataException();
        _shared = _workbook.SharedStringTablePart?.SharedStringTable.Elements<SharedStringItem>().Select(Text).ToArray() ?? [];
        CountsFrom1904 = _workbook.Workbook.WorkbookProperties?.Date1904?.Value ?? false;
    }

    /// <summary>Old workbooks of one maker count days from 1904 rather than 1900.</summary>
    public bool CountsFrom1904 { get; }

    /// <exception cref="InvalidDataException">The zip unpacks to more than <paramref name="maxUnpacked"/> bytes, or is none.</exception>
    public static WorkbookCells Open(byte[] content, long maxUnpacked)
    {
        RefuseBombs(content, maxUnpacked);
        var document = SpreadsheetDocument.Open(new MemoryStream(content), isEditable: false);

        try
        {
            return new(document);
        }
        catch
        {
            document.Dispose();
            throw;
        }
    }

    /// <returns>The rows by number, each with its cells by column from 0; null where there is no such sheet.</returns>
    public SortedDictionary<uint, Dictionary<int, ReadCell>>? Rows(string sheet)
    {
        var id = _workbook.Workbook.Descendants<Sheet>().FirstOrDefault(s => string.Equals(s.Name?.Value, sheet, StringComparison.OrdinalIgnoreCase))?.Id?.Value;
        if (id is null || _workbook.GetPartById(id) is not WorksheetPart part) return null;

        SortedDictionary<uint, Dictionary<int, ReadCell>> rows = [];
        using var reader = OpenXmlReader.Create(part);
        var last = 0u;

        while (reader.Read())
        {
            if (reader.ElementType != typeof(Row) || !reader.IsStartElement) continue;
            var row = (Row)reader.LoadCurrentElement()!;
            last = row.RowIndex?.Value ?? last + 1;
            rows[last] = Cells(row);
            if (rows.Count > MaxRows) throw new InvalidDataException($"The sheet '{sheet}' has more than {MaxRows:N0} rows.");
        }

        return rows;
    }

    public void Dispose() => _document.Dispose();

    private Dictionary<int, ReadCell> Cells(Row row)
    {
        Dictionary<int, ReadCell> cells = [];
        var next = 0;

        foreach (var cell in row.Elements<Cell>())
        {
            var column = cell.CellReference?.Value is { } reference ? ColumnOf(reference) : next;
            next = column + 1;
            if (column is >= 0 and < MaxColumns) cells[column] = Read(cell);
        }

        return cells;
    }

    private ReadCell Read(Cell cell)
    {
        var written = cell.CellValue?.Text ?? "";
        var type = cell.DataType?.Value ?? CellValues.Number;
        var text = type == CellValues.SharedString ? (int.TryParse(written, out var at) && at >= 0 && at < _shared.Length ? _shared[at] : "")
            : type == CellValues.InlineString ? (cell.InlineString is { } inline ? Text(inline) : "")
            : written;

        return new(text, type == CellValues.Number && text.Length > 0, cell.CellFormula is not null);
    }

    /// <summary>Plain or in runs of different looks; phonetic help is not part of the text.</summary>
    private static string Text(RstType item) =>
        item.GetFirstChild<Text>()?.Text ?? string.Concat(item.Elements<Run>().Select(r => r.Text?.Text));

    private static int ColumnOf(string reference) =>
        reference.TakeWhile(char.IsAsciiLetter).Take(4).Aggregate(0, (column, letter) => (column * 26) + (char.ToUpperInvariant(letter) - 'A' + 1)) - 1;

    private static void RefuseBombs(byte[] content, long left)
    {
        using var zip = new ZipArchive(new MemoryStream(content), ZipArchiveMode.Read);
        var buffer = new byte[81_920];

        foreach (var part in zip.Entries)
        {
            using var unpacked = part.Open();                              // the length that a zip states may lie
            for (int read; (read = unpacked.Read(buffer)) > 0;)
                if ((left -= read) < 0) throw new InvalidDataException("The workbook unpacks to more than a gap workbook can hold.");
        }
    }
}
