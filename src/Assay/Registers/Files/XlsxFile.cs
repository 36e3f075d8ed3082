using System.Globalization;
using System.IO.Compression;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace Assay.Registers;

/// <summary>The first sheet of a workbook. Every cell is written as text, so that nothing is run and no id loses its zeros.</summary>
internal static class XlsxFile
{
    public static FileTable Read(byte[] content)
    {
        try
        {
            RefuseBombs(content);
            var rows = Sheet(content).ToList();

            return rows is [var head, ..]
                ? new([.. head.Cells.Select(c => c.Trim())], rows.Skip(1).Select(r => r with { Cells = Fitted(r.Cells, head.Cells.Length) }))
                : throw new UnreadableFileException("The workbook's first sheet is empty. Its first row must name the columns.");
        }
        catch (Exception fault) when (fault is OpenXmlPackageException or InvalidDataException or FileFormatException or System.Xml.XmlException or FormatException)
        {
            throw new UnreadableFileException("The file is not a workbook that can be read. Save it as .xlsx again, or as 'CSV UTF-8'.");
        }
    }

    private static IEnumerable<FileRow> Sheet(byte[] content)
    {
        using var document = SpreadsheetDocument.Open(new MemoryStream(content), isEditable: false);
        var workbook = document.WorkbookPart ?? throw new InvalidDataException();
        var first = workbook.Workbook.Descendants<Sheet>().FirstOrDefault()?.Id?.Value ?? throw new InvalidDataException();
        var shared = workbook.SharedStringTablePart?.SharedStringTable.Elements<SharedStringItem>().Select(i => i.InnerText).ToArray() ?? [];

        using var reader = OpenXmlReader.Create(workbook.GetPartById(first));
        var line = 0;

        while (reader.Read())
        {
            if (reader.ElementType != typeof(Row) || !reader.IsStartElement) continue;

            var row = (Row)reader.LoadCurrentElement()!;
            line = (int?)row.RowIndex?.Value ?? line + 1;
            var cells = Cells(row, shared);

            if (cells.Any(c => c is not "")) yield return new(line, cells);
            if (line > FileLimits.MaxRows + 1000) yield break;          // the caller counts, and refuses
        }
    }

    private static string[] Cells(Row row, string[] shared)
    {
        List<string> cells = [];

        foreach (var cell in row.Elements<Cell>())
        {
            var column = cell.CellReference?.Value is { } reference ? ColumnOf(reference) : cells.Count;
            if (column >= FileLimits.MaxColumns) break;

            while (cells.Count <= column) cells.Add("");
            cells[column] = Text(cell, shared);
        }

        return [.. cells];
    }

    private static string Text(Cell cell, string[] shared)
    {
        var written = cell.CellValue?.Text ?? "";

        if (cell.DataType?.Value == CellValues.SharedString) return int.TryParse(written, out var at) && at < shared.Length ? shared[at] : "";
        if (cell.DataType?.Value == CellValues.InlineString) return cell.InlineString?.InnerText ?? "";
        if (cell.DataType?.Value == CellValues.Boolean) return written is "1" ? "yes" : "no";

        // A styled number may be a day; Excel keeps days as numbers since 1899. A plain number stays one.
        return cell.StyleIndex?.Value > 0 && double.TryParse(written, CultureInfo.InvariantCulture, out var days) && days is > 10_000 and < 110_000
            ? DateOnly.FromDateTime(DateTime.FromOADate(days)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
            : written;
    }

    private static int ColumnOf(string reference) =>
        reference.TakeWhile(char.IsAsciiLetter).Aggregate(0, (column, letter) => (column * 26) + (char.ToUpperInvariant(letter) - 'A' + 1)) - 1;

    private static string[] Fitted(string[] cells, int length) =>
        [.. Enumerable.Range(0, length).Select(i => i < cells.Length ? cells[i] : "")];

    private static void RefuseBombs(byte[] content)
    {
        using var zip = new ZipArchive(new MemoryStream(content), ZipArchiveMode.Read);
        var (left, buffer) = (FileLimits.MaxUnpackedBytes, new byte[81_920]);

        foreach (var part in zip.Entries)
        {
            using var unpacked = part.Open();                            // the length that a zip states may lie
            for (int read; (read = unpacked.Read(buffer)) > 0;)
            {
                if ((left -= read) < 0) throw new UnreadableFileException("The workbook unpacks to more than 400 MB. Save the sheet as 'CSV UTF-8'.");
            }
        }
    }

    public static async Task WriteAsync(Stream to, string sheet, IReadOnlyList<string> headings, IAsyncEnumerable<IReadOnlyList<string>> rows, CancellationToken stop)
    {
        // A package must be sought in while it is written; a file of the system's own keeps memory flat.
        await using var file = new FileStream(Path.GetTempFileName(), FileMode.Create, FileAccess.ReadWrite, FileShare.None, 65_536, FileOptions.DeleteOnClose);

        using (var document = SpreadsheetDocument.Create(file, SpreadsheetDocumentType.Workbook))
        {
            var workbook = document.AddWorkbookPart();
            var part = workbook.AddNewPart<WorksheetPart>();

            using (var writer = OpenXmlWriter.Create(part))
            {
                writer.WriteStartElement(new Worksheet());
                writer.WriteStartElement(new SheetData());
                WriteRow(writer, headings);
                await foreach (var row in rows.WithCancellation(stop)) WriteRow(writer, row);
                writer.WriteEndElement();
                writer.WriteEndElement();
            }

            workbook.Workbook = new(new Sheets(new Sheet { Name = sheet, SheetId = 1, Id = workbook.GetIdOfPart(part) }));
        }

        file.Position = 0;
        await file.CopyToAsync(to, stop);
    }

    private static void WriteRow(OpenXmlWriter writer, IReadOnlyList<string> cells)
    {
        writer.WriteStartElement(new Row());
        foreach (var cell in cells)
            writer.WriteElement(new Cell { DataType = CellValues.InlineString, InlineString = new(new Text(cell) { Space = SpaceProcessingModeValues.Preserve }) });
        writer.WriteEndElement();
    }
}
