using Assay.Statistics.Drift;
using Spectre.Console;

namespace Assay.Cli;

internal static class DriftText
{
    public static void Print(DriftReport report, IAnsiConsole console)
    {
        console.MarkupLineInterpolated($"[bold]{report.Current} against {report.Reference}[/]");

        var table = new Table().Border(TableBorder.Simple).AddColumns("Column", "Kind", "Verdict", "PSI", "KS", "p-value", "χ²", "p-value", "Jensen–Shannon", "Wasserstein", "Reference n", "Current n");
        foreach (var column in table.Columns) column.NoWrap = true;
        foreach (var c in report.Columns)
        {
            string[] cells =
            [
                c.Column, c.Kind is ColumnKind.Number ? "number" : "category", DriftWords.Of(c.Verdict), Figure(c.Psi), Figure(c.Ks?.Statistic), Figure(c.Ks?.PValue), Figure(c.ChiSquare?.Statistic),
                Figure(c.ChiSquare?.PValue), Figure(c.JensenShannon), Figure(c.Wasserstein), $"{c.Recipe.ReferenceCount}", $"{c.Recipe.CurrentCount}",
            ];
            table.AddRow(cells.Select(cell => new Text(cell)));
        }

        console.Write(table);
        console.MarkupLineInterpolated($"[dim]PSI from {DriftVerdicts.Moved} is moved, from {DriftVerdicts.Shifted} shifted: a convention, not a test. Values {report.Columns[0].Recipe.Missing}. --format json has each recipe.[/]");
    }

    private static string Figure(double? value) => value is { } known ? $"{known:G6}" : "–";
}
