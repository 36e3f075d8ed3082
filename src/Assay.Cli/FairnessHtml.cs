using Assay.Catalog.Reports;
using Assay.Statistics.Fairness;
using Assay.Statistics.Numbers;

namespace Assay.Cli;

/// <summary>The fairness report as one page with a plot, which opens from a file.</summary>
internal static class FairnessHtml
{
    private const int _barHeight = 26;
    private const int _left = 150;
    private const int _width = 420;

    public static void Write(FairnessReport report, Stream to) => HtmlPage.Write(to, $"Fairness of {report.Recipe.Prediction} by {report.Recipe.Group}", html =>
    {
        var recipe = report.Recipe;
        html.Write($"<header><h1>Fairness of {recipe.Prediction} by {recipe.Group}</h1>");
        html.Write($"<p class=\"lead\">Four-fifths rule: <span class=\"{Class(report.FourFifthsRule)}\">{FairnessWords.Of(report.FourFifthsRule)}</span></p>");
        html.Write($"<p>{recipe.Count} rows; selected means {recipe.Prediction} is {recipe.Positive}. {recipe.LeftOut} rows left out for a missing value.</p></header>");
        html.Write($"<section><h2>Groups</h2>");
        Plot(html, report);
        Groups(html, report);
        html.Write($"</section><section><h2>Measures</h2><table><caption>The largest group against the smallest</caption><thead><tr><th scope=\"col\">Measure</th><th scope=\"col\" class=\"number\">Value</th></tr></thead><tbody>");
        foreach (var (name, value) in FairnessWords.Of(report.Metrics))
            html.Write($"<tr><th scope=\"row\">{name}</th><td class=\"number\">{(value is { } known ? $"{known:0.000000}" : FairnessWords.Absent(name, report))}</td></tr>");
        html.Write($"</tbody></table></section><section><h2>How this was computed</h2><ul>");
        html.Write($"<li>Compared: {recipe.Comparison}. The minimum is {recipe.MinimumCount}.</li><li>Intervals: {recipe.Intervals}. Rows {recipe.Missing}.</li>");
        html.Write($"<li>Labels: {recipe.Label ?? "none, so true and false positive rates are not known"}.</li></ul></section>");
    });

    private static void Plot(Html html, FairnessReport report)
    {
        html.Write($"<svg viewBox=\"0 0 {_left + _width + 90} {report.Groups.Count * _barHeight + 30}\" role=\"img\" aria-label=\"Selection rate of each group with its 95 % interval; the table below has the figures\">");

        foreach (var (row, group) in report.Groups.Index())
        {
            var y = row * _barHeight + 4;
            var interval = group.SelectionRateInterval;
            html.Write($"<text x=\"{_left - 8}\" y=\"{y + 14}\" text-anchor=\"end\">{Short(group.Group)}</text>");
            html.Write($"<rect class=\"second\" x=\"{_left}\" y=\"{y}\" width=\"{X(group.SelectionRate):0.##}\" height=\"18\"/>");
            html.Write($"<line class=\"whisker\" x1=\"{_left + X(interval.Low):0.##}\" x2=\"{_left + X(interval.High):0.##}\" y1=\"{y + 9}\" y2=\"{y + 9}\"/>");
            html.Write($"<text x=\"{_left + X(interval.High) + 8:0.##}\" y=\"{y + 14}\">{group.SelectionRate:0.0000}</text>");
        }

        var bottom = report.Groups.Count * _barHeight + 4;
        html.Write($"<line class=\"axis\" x1=\"{_left}\" x2=\"{_left + _width}\" y1=\"{bottom}\" y2=\"{bottom}\"/><text x=\"{_left}\" y=\"{bottom + 16}\">0</text><text x=\"{_left + _width}\" y=\"{bottom + 16}\" text-anchor=\"end\">selection rate 1</text></svg>");
    }

    private static void Groups(Html html, FairnessReport report)
    {
        html.Write($"<div class=\"scroll\" role=\"region\" aria-label=\"Groups\" tabindex=\"0\"><table><caption>Rates with 95 % intervals</caption><thead><tr><th scope=\"col\">Group</th><th scope=\"col\" class=\"number\">Count</th><th scope=\"col\" class=\"number\">Selection rate</th><th scope=\"col\" class=\"number\">True positive rate</th><th scope=\"col\" class=\"number\">False positive rate</th><th scope=\"col\">Compared</th></tr></thead><tbody>");
        foreach (var g in report.Groups)
            html.Write($"<tr><th scope=\"row\">{g.Group}</th><td class=\"number\">{g.Count}</td><td class=\"number\">{Rate(g.SelectionRate, g.SelectionRateInterval)}</td><td class=\"number\">{Rate(g.TruePositiveRate, g.TruePositiveRateInterval)}</td><td class=\"number\">{Rate(g.FalsePositiveRate, g.FalsePositiveRateInterval)}</td><td>{(g.Insufficient is null ? "yes" : $"insufficient: {g.Insufficient}")}</td></tr>");
        html.Write($"</tbody></table></div>");
    }

    private static string Rate(double? rate, Interval? interval) => rate is null ? "–" : $"{rate:0.000000} ({interval!.Low:0.0000} to {interval.High:0.0000})";

    private static double X(double share) => share * _width;

    private static string Short(string name) => name.Length > 20 ? name[..19] + "…" : name;

    private static string Class(FairnessVerdict verdict) => verdict switch
    {
        FairnessVerdict.Pass => "good",
        FairnessVerdict.Fail => "bad",
        _ => "part",
    };
}
