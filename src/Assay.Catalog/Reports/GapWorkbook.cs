using Assay.Catalog.Content;
using Assay.Catalog.Gaps;
using Assay.Catalog.Interview;
using Assay.Catalog.Plans;
using Assay.Catalog.Reports.Workbook;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace Assay.Catalog.Reports;

/// <summary>
/// The gap analysis as a workbook. Owner, due date and note of each task may be edited and read back by
/// <see cref="GapWorkbookReader"/>; everything else is computed. The same report gives the same bytes.
/// </summary>
public sealed class GapWorkbook
{
    private readonly Dictionary<string, Question> _questions;
    private readonly GapReport _report;
    private readonly IReadOnlyDictionary<string, TaskPlan> _plans;

    private GapWorkbook(CatalogLibrary catalog, GapReport report, IReadOnlyDictionary<string, TaskPlan>? plans)
    {
        _questions = catalog.Questions.Value.ToDictionary(q => q.Id);
        _report = report;
        _plans = plans ?? new Dictionary<string, TaskPlan>();
    }

    /// <param name="plans">What people added to the tasks so far, by control.</param>
    public static void Write(CatalogLibrary catalog, GapReport report, Stream to, IReadOnlyDictionary<string, TaskPlan>? plans = null)
    {
        // A package is sought in while it is written, and not every stream can be: pipes and responses cannot.
        using var package = new MemoryStream();
        using (var document = SpreadsheetDocument.Create(package, SpreadsheetDocumentType.Workbook))
            Write(document, new(catalog, report, plans));

        SteadyZip.Copy(package, to);
    }

    /// <summary>Parts get ids of ours; the library would draw them by lot.</summary>
    private static void Write(SpreadsheetDocument document, GapWorkbook content)
    {
        var workbook = document.AddWorkbookPart();
        document.ChangeIdOfPart(workbook, "workbook");
        content.Write(workbook);
    }

    private void Write(WorkbookPart workbook)
    {
        workbook.AddNewPart<WorkbookStylesPart>("styles").Stylesheet = CellLooks.Sheet();
        var sheets = new Sheets();

        void Add(string name, IReadOnlyList<SheetColumn> columns, int frozen, Action<SheetWriter> write, bool hidden = false)
        {
            var number = (uint)sheets.ChildElements.Count + 1;
            var part = workbook.AddNewPart<WorksheetPart>($"sheet{number}");
            using (var sheet = SheetWriter.Open(part, columns, frozen)) write(sheet);
            sheets.Append(new Sheet { Name = name, SheetId = number, Id = workbook.GetIdOfPart(part), State = hidden ? SheetStateValues.Hidden : null });
        }

        Add("Summary", [new("", 34), new("", 14), new("", 14), new("", 14), new("", 14), new("", 16)], 0, Summary);
        Add("Criteria", _criteriaColumns, (int)TaskColumns.HeadingRow, Criteria);
        Add(TaskColumns.Sheet, TaskColumns.All, (int)TaskColumns.HeadingRow, Tasks);
        Add("Answers", _answerColumns, (int)TaskColumns.HeadingRow, Answers);
        Add(TaskColumns.Record, [new("", 24), new("", 40), new("", 20), new("", 12), new("", 40)], 0, Record, hidden: true);

        workbook.Workbook = new(new BookViews(new WorkbookView { ActiveTab = 0 }), sheets);
    }

    private static readonly SheetColumn[] _criteriaColumns =
    [
        new("Criterion", 11), new("Category", 20), new("What it asks", 46), new("Status", 15), new("Basis", 11), new("Rests on", 40),
        new("Key controls in place", 12), new("Key controls", 50), new("Answers", 70),
    ];

    private static readonly SheetColumn[] _answerColumns =
        [new("Fact", 26), new("Section", 16), new("Question", 70), new("Answer", 50), new("As written", 30)];

    private void Summary(SheetWriter sheet)
    {
        Head(sheet, $"Gap analysis of {_report.Sheet.Company}", $"As of {_report.Sheet.AsOf:yyyy-MM-dd}. {Edition.Name}. {Edition.NoOpinion}");
        Line(sheet, CellLook.Heading, "Category", "Criteria", "Met", "Partial", "Missing", "Not applicable");

        foreach (var category in _report.Scope.Categories.Where(c => c.Selected).Select(c => c.Category))
        {
            sheet.NextRow();
            sheet.Put(category.Title);
            sheet.Put(_report.Criteria.Count(c => c.Criterion.Category == category));
            foreach (var status in new[] { CriterionStatus.Met, CriterionStatus.Partial, CriterionStatus.Missing, CriterionStatus.NotApplicable }) sheet.Put(_report.Count(status, category));
        }

        sheet.NextRow();
        foreach (var line in new[]
        {
            $"Readiness: {_report.Readiness}.",
            $"Proposed: {_report.Workload.Controls} controls, {_report.Workload.TasksPerYear} scheduled human tasks and about {_report.Workload.HoursPerYear:0} hours a year.",
            $"Report to aim at first: {(_report.Advice.Type is ReportType.TypeI ? "Type I" : "Type II")}. {_report.Advice.Because[^1].Reason}",
            "To change a task, edit the yellow columns of the sheet Tasks and import the workbook. Everything else is computed anew.",
        })
        {
            sheet.NextRow();
            sheet.Put(line, CellLook.Plain);
        }

        sheet.End();
    }

    private void Criteria(SheetWriter sheet)
    {
        Head(sheet, "Criteria", "A status that rests on answers alone is met as stated, not evidenced.");
        Headings(sheet, _criteriaColumns);

        foreach (var criterion in _report.Criteria)
        {
            sheet.NextRow();
            sheet.Put(criterion.Criterion.Id);
            sheet.Put(criterion.Criterion.Category.Title);
            sheet.Put(criterion.Criterion.Title);
            sheet.Put(GapWords.Of(criterion.Status));
            sheet.Put(criterion.Basis?.Word() ?? "");
            sheet.Put(GapWords.Explain(criterion));
            sheet.Put(GapWords.InPlace(criterion));
            sheet.Put(string.Join('\n', criterion.KeyControls.Select(k => $"{k.Id} {k.Title}: {GapWords.Of(k.State)}")));
            sheet.Put(string.Join('\n', criterion.KeyControls.SelectMany(k => k.Because).Distinct().Select(Words)));
        }

        sheet.End(Filter(_criteriaColumns.Length, sheet.Row));
    }

    private void Tasks(SheetWriter sheet)
    {
        Head(sheet, "What to do, ranked", $"Edit only Owner, Due and Note (yellow). {GapWords.PartsMean}");
        Headings(sheet, TaskColumns.All);

        foreach (var task in _report.Tasks)
        {
            var plan = _plans.GetValueOrDefault(task.Id, TaskPlan.None);

            sheet.NextRow();
            sheet.Put(task.Rank);
            sheet.Put(task.Id);
            sheet.Put(task.Title);
            sheet.Put(plan.Owner, CellLook.Editable);
            sheet.Put(plan.DueOn);
            sheet.Put(plan.Note, CellLook.Editable);
            foreach (var number in new[] { task.Score, task.Parts.S, task.Parts.G, task.Parts.C, task.Parts.X, task.Parts.T }) sheet.Put(number);
            sheet.Put(GapWords.Of(task.State));
            sheet.Put(GapWords.Of(task.Control.Group));
            sheet.Put(task.Control.Owner);
            sheet.Put(task.Control.EffortDays);
            sheet.Put(string.Join(", ", task.Criteria));
            sheet.Put(string.Join(", ", task.Control.Policies));
            sheet.Put(string.Join('\n', task.Because.Select(Words)));
        }

        sheet.End(Filter(TaskColumns.All.Count, sheet.Row), DueDates(sheet.Row));
    }

    private void Answers(SheetWriter sheet)
    {
        Head(sheet, "Answers", "What the analysis rests on. Change an answer in the interview, not here.");
        Headings(sheet, _answerColumns);

        foreach (var question in _questions.Values.Where(q => _report.Sheet.Answers.ContainsKey(q.Id)))
        {
            sheet.NextRow();
            sheet.Put(question.Id);
            sheet.Put(question.Section);
            sheet.Put(question.Text);
            sheet.Put(AnswerWords.Of(question, _report.Sheet.Answers[question.Id].Text));
            sheet.Put(_report.Sheet.Answers[question.Id].Text);
        }

        sheet.End(Filter(_answerColumns.Length, sheet.Row));
    }

    private void Record(SheetWriter sheet)
    {
        Line(sheet, CellLook.Plain, TaskColumns.Mark, _report.Sheet.Company, _report.Sheet.Sample ? Edition.Sample : "");
        foreach (var task in _report.Tasks)
        {
            var plan = _plans.GetValueOrDefault(task.Id, TaskPlan.None);
            Line(sheet, CellLook.Plain, task.Id, task.Title, plan.Owner, $"{plan.DueOn:yyyy-MM-dd}", plan.Note);
        }

        sheet.End();
    }

    private void Head(SheetWriter sheet, string title, string note)
    {
        sheet.NextRow();
        sheet.Put(title, CellLook.Title);
        sheet.NextRow();
        sheet.Put(_report.Sheet.Sample ? $"{Edition.Sample} {note}" : note, _report.Sheet.Sample ? CellLook.Sample : CellLook.Note);
    }

    private static void Headings(SheetWriter sheet, IReadOnlyList<SheetColumn> columns) =>
        Line(sheet, CellLook.Heading, [.. columns.Select(c => c.IsEditable ? $"{c.Heading} (edit)" : c.Heading)]);

    private static void Line(SheetWriter sheet, CellLook look, params string[] cells)
    {
        sheet.NextRow();
        foreach (var cell in cells) sheet.Put(cell, look);
    }

    private string Words(Because because) =>
        !_questions.TryGetValue(because.Fact, out var question) ? $"Records, {because.Fact}: {because.Answer}"
        : $"{because.Fact}: {(because.Answer == Because.NotAsked ? "not answered" : AnswerWords.Of(question, because.Answer))}";

    private static AutoFilter Filter(int columns, uint lastRow) =>
        new() { Reference = $"{SheetWriter.Reference(0, TaskColumns.HeadingRow)}:{SheetWriter.Reference(columns - 1, Math.Max(lastRow, TaskColumns.HeadingRow))}" };

    /// <summary>The spreadsheet itself refuses what is no day.</summary>
    private static DataValidations DueDates(uint lastRow) => new(
        new DataValidation(new Formula1("36526"), new Formula2("73050"))
        {
            Type = DataValidationValues.Date,
            Operator = DataValidationOperatorValues.Between,
            AllowBlank = true,
            ShowErrorMessage = true,
            ErrorTitle = "Due",
            Error = "A date such as 2026-03-31 is needed, or nothing.",
            SequenceOfReferences = new() { InnerText = $"{SheetWriter.Reference(TaskColumns.Due, TaskColumns.HeadingRow + 1)}:{SheetWriter.Reference(TaskColumns.Due, Math.Max(lastRow, TaskColumns.HeadingRow + 1))}" },
        })
    { Count = 1 };
}
