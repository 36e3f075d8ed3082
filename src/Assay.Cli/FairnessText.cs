using Assay.Statistics.Fairness;
using Assay.Statistics.Numbers;
using Spectre.Console;

namespace Assay.Cli;

internal static class FairnessText
{
    public static void Print(FairnessReport report, IAnsiConsole console)
    {
        var (recipe, metrics) = (report.Recipe, report.Metrics);
        console.MarkupLineInterpolated($"[bold]{recipe.Prediction} = {recipe.Positive} by {recipe.Group}[/], {recipe.Count} rows{(recipe.LeftOut > 0 ? $", {recipe.LeftOut} left out for a missing value" : "")}");

        var groups = new Table().Border(TableBorder.Simple).AddColumns("Group", "Count", "Selection rate", "95 % interval", "True positive rate", "False positive rate", "Compared");
        foreach (var g in report.Groups)
            groups.AddRow(Cells(g.Group, $"{g.Count}", Rate(g.SelectionRate), Range(g.SelectionRateInterval), $"{Rate(g.TruePositiveRate)} {Range(g.TruePositiveRateInterval)}", $"{Rate(g.FalsePositiveRate)} {Range(g.FalsePositiveRateInterval)}", g.Insufficient is null ? "yes" : $"insufficient: {g.Insufficient}"));
        console.Write(groups);

        var table = new Table().Border(TableBorder.Simple).AddColumns("Measure", "Value");
        foreach (var (name, value) in FairnessWords.Of(metrics)) table.AddRow(Cells(name, value is null ? FairnessWords.Absent(name, report) : Rate(value)));
        console.Write(table);

        console.MarkupLineInterpolated($"Four-fifths rule: {FairnessWords.Of(report.FourFifthsRule)}");
        console.MarkupLineInterpolated($"[dim]Compared: {recipe.Comparison}; minimum {recipe.MinimumCount}. Intervals: {recipe.Intervals}. Rows {recipe.Missing}.[/]");
    }

    /// <summary>Cells are text, never markup: a group may be called "[red]".</summary>
    private static Text[] Cells(params string[] cells) => [.. cells.Select(c => new Text(c))];

    private static string Rate(double? rate) => rate is { } value ? $"{value:0.000000}" : "–";

    private static string Range(Interval? range) => range is null ? "" : $"{range.Low:0.0000} to {range.High:0.0000}";
}
