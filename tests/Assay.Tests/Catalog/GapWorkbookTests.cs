using Assay.Catalog.Gaps;
using Assay.Catalog.Interview;
using Assay.Catalog.Reports;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using DocumentFormat.OpenXml.Validation;

namespace Assay.Tests.Catalog;

/// <summary>The workbook goes out, is edited as a spreadsheet edits it, and comes back: what changed, or every fault.</summary>
public sealed class GapWorkbookTests
{
    private static readonly AnswerSheet _sheet = Sheets.Sample(Sheets.Samples[0]);
    private static readonly GapReport _report = GapAnalysis.Run(Sheets.Catalog, _sheet);

    [Fact]
    public void The_workbook_is_what_the_format_asks_for()
    {
        using var document = SpreadsheetDocument.Open(new MemoryStream(Write()), isEditable: false);

        Assert.Empty(new OpenXmlValidator(FileFormatVersions.Office2019).Validate(document, TestContext.Current.CancellationToken).Select(e => $"{e.Path?.XPath} {e.Description}").Take(5));
    }

    [Fact]
    public void The_same_report_gives_the_same_bytes() => Assert.Equal(Write(), Write());

    [Fact]
    public void An_untouched_workbook_changes_nothing()
    {
        var (edits, faults) = GapWorkbookReader.Read(Write(new() { [_report.Tasks[0].Id] = new("Nadia", new(2026, 4, 1), "=SUM(A1)\nsecond line") }));

        Assert.Empty(faults);
        Assert.Equal(_sheet.Company, edits!.Company);
        Assert.Empty(edits.Tasks);
    }

    [Fact]
    public void Edits_come_back_with_what_was_there_before()
    {
        var id = _report.Tasks[1].Id;
        var workbook = Edit(Write(new() { [id] = new("Nadia", null, "") }),
            ("D5", c => Text(c, "Tomas")), ("E5", c => Number(c, "46113")), ("F5", c => Text(c, "after the release")));

        var edit = Assert.Single(GapWorkbookReader.Read(workbook).Edits!.Tasks);

        Assert.Equal((id, 5u), (edit.ControlId, edit.Row));
        Assert.Equal(new TaskPlan("Nadia", null, ""), edit.Before);
        Assert.Equal(new TaskPlan("Tomas", new(2026, 4, 1), "after the release"), edit.After);
    }

    [Theory]
    [InlineData("B4", "ZZ-99", "Tasks!B4: 'ZZ-99' is not the id of a task in this workbook")]
    [InlineData("B4", "", "Tasks!B4: the control's id is missing")]
    [InlineData("C4", "Something else", "Tasks!C4: this is not the title of")]
    [InlineData("E4", "next week", "Tasks!E4: 'next week' is not a date such as 2026-03-31.")]
    [InlineData("D3", "Whoever", "Tasks!D3: the heading 'Owner' belongs here")]
    public void A_fault_names_sheet_and_cell(string cell, string text, string expected) =>
        Assert.Contains(Faults(Edit(Write(), (cell, c => Text(c, text)))), f => f.StartsWith(expected, StringComparison.Ordinal));

    [Fact]
    public void A_task_that_stands_twice_is_named_by_both_cells() =>
        Assert.Contains($"Tasks!B5: '{_report.Tasks[0].Id}' stands in B4 already; keep one of the two.", Faults(Edit(Write(), ("B5", c => Text(c, _report.Tasks[0].Id)))));

    [Fact]
    public void A_formula_is_never_taken_for_a_text() =>
        Assert.Contains("Tasks!D4: a text is needed, not a formula.", Faults(Edit(Write(), ("D4", c => c.CellFormula = new("1+1")))));

    [Fact]
    public void All_faults_are_named() =>
        Assert.Equal(2, Faults(Edit(Write(), ("E4", c => Text(c, "soon")), ("E5", c => Text(c, "later")))).Count);

    [Theory]
    [InlineData("Tasks", "Tasks: this sheet is missing or was renamed.")]
    [InlineData("As exported", "As exported: this hidden sheet is missing")]
    public void A_missing_sheet_is_named(string sheet, string expected) =>
        Assert.Contains(Faults(Change(Write(), w => w.Workbook.Descendants<Sheet>().Single(s => s.Name == sheet).Remove())), f => f.StartsWith(expected, StringComparison.Ordinal));

    [Fact]
    public void What_is_no_workbook_is_refused_and_so_is_a_bomb()
    {
        Assert.Contains("not a workbook", Assert.Single(Faults("PK not really"u8.ToArray())), StringComparison.Ordinal);
        Assert.Contains("more than 20 MB", Assert.Single(Faults(new byte[GapWorkbookReader.MaxBytes + 1])), StringComparison.Ordinal);
        Assert.Contains("unpacks to more", Assert.Single(Faults(Bomb())), StringComparison.Ordinal);
    }

    [Fact]
    public void Text_that_begins_like_a_formula_is_kept_as_text()
    {
        using var document = SpreadsheetDocument.Open(new MemoryStream(Write(new() { [_report.Tasks[0].Id] = new("=HYPERLINK(\"x\")", null, "@me") })), isEditable: false);
        var cell = Cells(document.WorkbookPart!, "Tasks").Single(c => c.CellReference == "D4");
        var looks = document.WorkbookPart!.WorkbookStylesPart!.Stylesheet.CellFormats!.Elements<CellFormat>().ToList();

        Assert.Null(cell.CellFormula);
        Assert.Equal(CellValues.InlineString, cell.DataType!.Value);
        Assert.True(looks[(int)cell.StyleIndex!.Value].QuotePrefix!.Value);
    }

    [Fact]
    public void Every_sheet_of_a_sample_says_so()
    {
        using var document = SpreadsheetDocument.Open(new MemoryStream(Write()), isEditable: false);

        foreach (var sheet in document.WorkbookPart!.Workbook.Descendants<Sheet>())
            Assert.Contains(Cells(document.WorkbookPart, sheet.Name!), c => c.InnerText.StartsWith("Sample data", StringComparison.Ordinal));
    }

    private static byte[] Write(Dictionary<string, TaskPlan>? plans = null)
    {
        using var to = new MemoryStream();
        GapWorkbook.Write(Sheets.Catalog, _report, to, plans);
        return to.ToArray();
    }

    private static List<string> Faults(byte[] workbook)
    {
        var (edits, faults) = GapWorkbookReader.Read(workbook);
        Assert.Null(edits);
        return [.. faults.Select(f => f.ToString())];
    }

    private static byte[] Edit(byte[] workbook, params (string Cell, Action<Cell> Edit)[] edits) => Change(workbook, part =>
    {
        var cells = Cells(part, "Tasks");
        foreach (var (cell, edit) in edits) edit(cells.Single(c => c.CellReference == cell));
    });

    private static byte[] Change(byte[] workbook, Action<WorkbookPart> change)
    {
        using var stream = new MemoryStream();
        stream.Write(workbook);
        using (var document = SpreadsheetDocument.Open(stream, isEditable: true)) change(document.WorkbookPart!);
        return stream.ToArray();
    }

    private static List<Cell> Cells(WorkbookPart workbook, string sheet) =>
        [.. ((WorksheetPart)workbook.GetPartById(workbook.Workbook.Descendants<Sheet>().Single(s => s.Name == sheet).Id!)).Worksheet.Descendants<Cell>()];

    private static void Text(Cell cell, string text) => (cell.DataType, cell.CellValue, cell.InlineString) = (CellValues.InlineString, null, new InlineString(new Text(text)));

    private static void Number(Cell cell, string number) => (cell.DataType, cell.InlineString, cell.CellValue) = (null, null, new CellValue(number));

    private static byte[] Bomb()
    {
        using var stream = new MemoryStream();
        using (var zip = new System.IO.Compression.ZipArchive(stream, System.IO.Compression.ZipArchiveMode.Create, leaveOpen: true))
        {
            using var entry = zip.CreateEntry("xl/workbook.xml").Open();
            var zeros = new byte[1024 * 1024];
            for (var i = 0; i < 101; i++) entry.Write(zeros);
        }

        return stream.ToArray();
    }
}
