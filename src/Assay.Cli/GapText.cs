using Assay.Catalog.Content;
using Assay.Catalog.Gaps;
using Spectre.Console;

namespace Assay.Cli;

/// <summary>The gap analysis for a person at a terminal: where one stands, then what to do.</summary>
internal static class GapText
{
    /// <summary>More than these is for a workbook.</summary>
    private const int _tasksShown = 25;

    public static void Print(GapReport report, IAnsiConsole console)
    {
        Head(report, console);
        Scope(report, console);
        Criteria(report, console);
        Tasks(report, console);
        console.MarkupLineInterpolated($"[dim]{Edition.Name}. {Edition.NoOpinion}[/]");
    }

    private static void Head(GapReport report, IAnsiConsole console)
    {
        console.MarkupLineInterpolated($"[bold]Gap analysis of {report.Sheet.Company}[/], as of {report.Sheet.AsOf:yyyy-MM-dd}");
        if (report.Sheet.Sample) console.MarkupLineInterpolated($"[yellow]{Edition.Sample}[/]");
        console.MarkupLineInterpolated($"{report.Readiness}.");
        console.MarkupLineInterpolated($"Proposed: {report.Workload.Controls} controls, {report.Workload.TasksPerYear} human tasks and {report.Workload.HoursPerYear:0} hours a year.");
        console.MarkupLineInterpolated($"First report: {(report.Advice.Type is Catalog.Plans.ReportType.TypeI ? "Type I" : "Type II")}. {report.Advice.Because[^1].Reason}");
        console.WriteLine();
    }

    private static void Scope(GapReport report, IAnsiConsole console)
    {
        var table = Table("Category", "In scope", "Met", "Partial", "Missing", "Because");

        foreach (var advice in report.Scope.Categories)
        {
            string Count(CriterionStatus status) => advice.Selected ? $"{report.Count(status, advice.Category)}" : "";
            var because = advice.Rules.Count > 0 ? string.Join(" ", advice.Rules.Select(r => r.Because)) : advice.LeftOutBecause ?? "";
            Add(table, advice.Category.Title, advice.Selected ? "yes" : "no", Count(CriterionStatus.Met), Count(CriterionStatus.Partial), Count(CriterionStatus.Missing), because);
        }

        console.Write(table);
        foreach (var warning in report.Scope.Warnings) console.MarkupLineInterpolated($"[yellow]{(warning.Blocks ? "Blocks" : "Warning")}:[/] {warning.Message}");
        foreach (var contradiction in report.Contradictions) console.MarkupLineInterpolated($"[yellow]These answers cannot all be right:[/] {contradiction.Message}");
        if (report.Frameworks.Count > 0) console.MarkupLineInterpolated($"Beside SOC 2, look at: {string.Join("; ", report.Frameworks.Select(f => f.Title))}.");
        console.WriteLine();
    }

    private static void Criteria(GapReport report, IAnsiConsole console)
    {
        var table = Table("Criterion", "What it asks", "Status", "Key controls in place", "Rests on");

        foreach (var criterion in report.Criteria.Where(c => c.IsSelected))
            table.AddRow(new Text(criterion.Criterion.Id), new Text(criterion.Criterion.Title), Status(criterion.Status), new Text(GapWords.InPlace(criterion)), new Text(GapWords.Explain(criterion)));

        console.Write(table);
        console.WriteLine();
    }

    private static void Tasks(GapReport report, IAnsiConsole console)
    {
        var table = Table("#", "Score", "Task", "Control", "Criteria", "Owner", "Days", "Parts");

        foreach (var task in report.Tasks.Take(_tasksShown))
            Add(table, $"{task.Rank}", $"{task.Score:0.0}", task.Title, task.Id, string.Join(' ', task.Criteria), task.Control.Owner, $"{task.Control.EffortDays:0.#}", GapWords.Of(task.Parts));

        console.MarkupLine("[bold]What to do, by the audit risk of leaving it[/]");
        console.Write(table);
        if (report.Tasks.Count > _tasksShown) console.MarkupLineInterpolated($"And {report.Tasks.Count - _tasksShown} more: --format xlsx, html or json has all.");
        console.MarkupLineInterpolated($"[dim]{GapWords.PartsMean}[/]");
    }

    private static Text Status(CriterionStatus status) => new(GapWords.Of(status), status switch
    {
        CriterionStatus.Met => Color.Green,
        CriterionStatus.Partial => Color.Yellow,
        CriterionStatus.Missing => Color.Red,
        _ => Color.Grey,
    });

    private static Table Table(params string[] headings)
    {
        var table = new Table().Border(TableBorder.Simple);
        foreach (var heading in headings) table.AddColumn(new TableColumn(new Text(heading, new(decoration: Decoration.Bold))).NoWrapIf(heading is "#" or "Score" or "Control" or "Criterion" or "Days"));
        return table;
    }

    /// <summary>Cells are text, never markup: a company may be called "[red]".</summary>
    private static void Add(Table table, params string[] cells) => table.AddRow(cells.Select(c => new Text(c)));

    private static TableColumn NoWrapIf(this TableColumn column, bool holds)
    {
        column.NoWrap = holds;
        return column;
    }
}
