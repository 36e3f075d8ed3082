using System.Globalization;
using Assay.Catalog.Gaps;
using Assay.Catalog.Reports.Workbook;
using DocumentFormat.OpenXml.Packaging;

namespace Assay.Catalog.Reports;

/// <summary>Reads back a workbook that people have edited: what changed, or everything that is wrong, never half of one.</summary>
public sealed class GapWorkbookReader
{
    public const int MaxBytes = 20 * 1024 * 1024;

    /// <summary>A workbook is a zip; a small one may unpack to anything.</summary>
    public const long MaxUnpackedBytes = 100L * 1024 * 1024;

    private readonly List<WorkbookFault> _faults = [];
    private readonly List<TaskEdit> _edits = [];
    private readonly Dictionary<string, string> _seen = [];

    private GapWorkbookReader()
    {
    }

    /// <returns>The edits, or null and all faults.</returns>
    public static (WorkbookEdits? Edits, IReadOnlyList<WorkbookFault> Faults) Read(byte[] content)
    {
        if (content.Length > MaxBytes) return Unreadable($"The workbook has more than {MaxBytes / 1024 / 1024} MB.");

        try
        {
            using var cells = WorkbookCells.Open(content, MaxUnpackedBytes);
            var reader = new GapWorkbookReader();
            var company = reader.Read(cells);
            return reader._faults.Count == 0 ? (new(company, reader._edits), []) : (null, reader._faults);
        }
        catch (InvalidDataException fault) when (fault.Message.StartsWith("The ", StringComparison.Ordinal))
        {
            return Unreadable(fault.Message);
        }
        catch (Exception fault) when (fault is OpenXmlPackageException or InvalidDataException or FileFormatException
            or System.Xml.XmlException or FormatException or ArgumentException or InvalidOperationException)
        {
            return Unreadable("The file is not a workbook that can be read. Save it as .xlsx again.");
        }
    }

    private static (WorkbookEdits?, IReadOnlyList<WorkbookFault>) Unreadable(string message) => (null, [new("", "", message)]);

    private string Read(WorkbookCells cells)
    {
        var record = cells.Rows(TaskColumns.Record);
        var tasks = cells.Rows(TaskColumns.Sheet);

        if (record is null) _faults.Add(new(TaskColumns.Record, "", "this hidden sheet is missing; without it nobody can tell what was edited. Export again and edit that workbook."));
        if (tasks is null) _faults.Add(new(TaskColumns.Sheet, "", "this sheet is missing or was renamed."));
        if (record is null || tasks is null) return "";

        if (Text(record, 1, 0) != TaskColumns.Mark)
        {
            _faults.Add(new(TaskColumns.Record, "A1", "this is no gap workbook, or one of another version. Export again."));
            return "";
        }

        var exported = record.Where(r => r.Key > 1).Select(r => r.Key).ToDictionary(row => Text(record, row, 0), row => row);
        if (HeadingsStand(tasks))
            foreach (var row in tasks.Where(r => r.Key > TaskColumns.HeadingRow && r.Value.Values.Any(c => c.Text.Trim().Length > 0)).Select(r => r.Key))
                Take(tasks, record, exported, row, cells.CountsFrom1904);

        return Text(record, 1, 1);
    }

    /// <summary>A column that was moved or inserted would be read as another.</summary>
    private bool HeadingsStand(SortedDictionary<uint, Dictionary<int, ReadCell>> tasks)
    {
        foreach (var column in new[] { TaskColumns.Id, TaskColumns.Title, TaskColumns.Owner, TaskColumns.Due, TaskColumns.Note })
        {
            var heading = TaskColumns.All[column].Heading;
            if (!Text(tasks, TaskColumns.HeadingRow, column).StartsWith(heading, StringComparison.OrdinalIgnoreCase))
                _faults.Add(Fault(column, TaskColumns.HeadingRow, $"the heading '{heading}' belongs here; put the columns back as they were exported."));
        }

        return _faults.Count == 0;
    }

    private void Take(
        SortedDictionary<uint, Dictionary<int, ReadCell>> tasks, SortedDictionary<uint, Dictionary<int, ReadCell>> record,
        Dictionary<string, uint> exported, uint row, bool countsFrom1904)
    {
        var (id, title) = (Text(tasks, row, TaskColumns.Id), Text(tasks, row, TaskColumns.Title));

        if (!exported.TryGetValue(id, out var at))
        {
            _faults.Add(Fault(TaskColumns.Id, row, id.Length == 0 ? "the control's id is missing; every row keeps its own." : $"'{id}' is not the id of a task in this workbook; it was edited or added."));
            return;
        }

        if (!_seen.TryAdd(id, SheetWriter.Reference(TaskColumns.Id, row)))
            _faults.Add(Fault(TaskColumns.Id, row, $"'{id}' stands in {_seen[id]} already; keep one of the two."));
        if (title != Text(record, at, 1))
            _faults.Add(Fault(TaskColumns.Title, row, $"this is not the title of {id}. Only Owner, Due and Note are read; put the title back."));

        var before = new TaskPlan(Text(record, at, 2), Exact(Text(record, at, 3)), Text(record, at, 4));
        var after = new TaskPlan(
            Limited(tasks, row, TaskColumns.Owner, TaskPlan.MaxOwnerLength), Day(tasks, row, countsFrom1904), Limited(tasks, row, TaskColumns.Note, TaskPlan.MaxNoteLength));

        if (after != before) _edits.Add(new(id, title, row, before, after));
    }

    private string Limited(SortedDictionary<uint, Dictionary<int, ReadCell>> tasks, uint row, int column, int longest)
    {
        var cell = Cell(tasks, row, column);
        var text = cell.Text.Trim();

        if (cell.IsFormula) _faults.Add(Fault(column, row, "a text is needed, not a formula."));
        else if (text.Length > longest) _faults.Add(Fault(column, row, $"longer than {longest:N0} characters."));

        return text;
    }

    private DateOnly? Day(SortedDictionary<uint, Dictionary<int, ReadCell>> tasks, uint row, bool countsFrom1904)
    {
        var cell = Cell(tasks, row, TaskColumns.Due);
        var text = cell.Text.Trim();

        if (cell.IsFormula) _faults.Add(Fault(TaskColumns.Due, row, "a date is needed, not a formula."));
        else if (text.Length > 0 && Exact(text) is { } exact) return exact;
        else if (cell.IsNumber && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var days) && days is > 10_000 and < 110_000)
            return DateOnly.FromDateTime(DateTime.FromOADate(countsFrom1904 ? days + 1462 : days));
        else if (text.Length > 0) _faults.Add(Fault(TaskColumns.Due, row, $"'{(text.Length > 40 ? text[..40] + "…" : text)}' is not a date such as 2026-03-31."));

        return null;
    }

    private static DateOnly? Exact(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    private static WorkbookFault Fault(int column, uint row, string message) => new(TaskColumns.Sheet, SheetWriter.Reference(column, row), message);

    private static ReadCell Cell(SortedDictionary<uint, Dictionary<int, ReadCell>> rows, uint row, int column) =>
        rows.TryGetValue(row, out var cells) && cells.TryGetValue(column, out var cell) ? cell : new("", false, false);

    private static string Text(SortedDictionary<uint, Dictionary<int, ReadCell>> rows, uint row, int column) => Cell(rows, row, column).Text.Trim();
}
