using Assay.Catalog.Reports;
using Assay.Statistics.Drift;

namespace Assay.Cli;

/// <summary>The drift report as one page with a plot for each column, which opens from a file.</summary>
internal static class DriftHtml
{
    private const int _width = 640;
    private const int _height = 150;

    public static void Write(DriftReport report, Stream to) => HtmlPage.Write(to, $"Drift of {report.Current} against {report.Reference}", html =>
    {
        html.Write($"<header><h1>Drift of {report.Current} against {report.Reference}</h1>");
        html.Write($"<p class=\"lead\">{report.Columns.Count(c => c.Verdict is DriftVerdict.Shifted)} of {report.Columns.Count} columns shifted, {report.Columns.Count(c => c.Verdict is DriftVerdict.Moved)} moved.</p>");
        html.Write($"<p>A stability index from {DriftVerdicts.Moved} is called moved, from {DriftVerdicts.Shifted} shifted: a convention, not a test.</p></header>");
        Overview(html, report);
        foreach (var (place, column) in report.Columns.Index()) Column(html, column, place, report);
    });

    private static void Overview(Html html, DriftReport report)
    {
        html.Write($"<section><h2>Columns</h2><div class=\"scroll\" role=\"region\" aria-label=\"Columns\" tabindex=\"0\"><table><caption>Distance of each column</caption><thead><tr><th scope=\"col\">Column</th><th scope=\"col\">Verdict</th><th scope=\"col\" class=\"number\">PSI</th><th scope=\"col\" class=\"number\">KS (p-value)</th><th scope=\"col\" class=\"number\">χ² (p-value)</th><th scope=\"col\" class=\"number\">Jensen–Shannon</th><th scope=\"col\" class=\"number\">Wasserstein</th></tr></thead><tbody>");
        foreach (var (place, c) in report.Columns.Index())
            html.Write($"<tr><th scope=\"row\"><a href=\"#column-{place}\">{c.Column}</a></th><td class=\"{Class(c.Verdict)}\">{DriftWords.Of(c.Verdict)}</td><td class=\"number\">{c.Psi:G6}</td><td class=\"number\">{Test(c.Ks?.Statistic, c.Ks?.PValue)}</td><td class=\"number\">{Test(c.ChiSquare?.Statistic, c.ChiSquare?.PValue)}</td><td class=\"number\">{c.JensenShannon:G6}</td><td class=\"number\">{(c.Wasserstein is { } w ? $"{w:G6}" : "–")}</td></tr>");
        html.Write($"</tbody></table></div></section>");
    }

    private static void Column(Html html, ColumnDrift column, int place, DriftReport report)
    {
        html.Write($"<section id=\"column-{place}\"><h2>{column.Column}: <span class=\"{Class(column.Verdict)}\">{DriftWords.Of(column.Verdict)}</span></h2>");
        Plot(html, column);
        html.Write($"<p><svg viewBox=\"0 0 640 16\" aria-hidden=\"true\"><rect class=\"first\" width=\"12\" height=\"12\" y=\"2\"/><text x=\"18\" y=\"12\">{report.Reference}</text><rect class=\"second\" x=\"220\" width=\"12\" height=\"12\" y=\"2\"/><text x=\"238\" y=\"12\">{report.Current}</text></svg></p>");

        if (column is { Reference: { } before, Current: { } after })
        {
            html.Write($"<table><caption>The two populations</caption><thead><tr><th scope=\"col\">Population</th><th scope=\"col\" class=\"number\">Count</th><th scope=\"col\" class=\"number\">Missing</th><th scope=\"col\" class=\"number\">Mean</th><th scope=\"col\" class=\"number\">Deviation</th><th scope=\"col\" class=\"number\">Least</th><th scope=\"col\" class=\"number\">Median</th><th scope=\"col\" class=\"number\">Most</th></tr></thead><tbody>");
            Population(html, report.Reference, before);
            Population(html, report.Current, after);
            html.Write($"</tbody></table>");
        }

        html.Write($"<details><summary>Shares by bin</summary><table><caption>What the plot shows</caption><thead><tr><th scope=\"col\">Bin</th><th scope=\"col\" class=\"number\">Reference</th><th scope=\"col\" class=\"number\">Current</th></tr></thead><tbody>");
        foreach (var bin in column.Bins) html.Write($"<tr><th scope=\"row\">{bin.Label}</th><td class=\"number\">{bin.Reference:0.000000}</td><td class=\"number\">{bin.Current:0.000000}</td></tr>");
        html.Write($"</tbody></table></details>");
        Recipe(html, column.Recipe);
        html.Write($"</section>");
    }

    private static void Plot(Html html, ColumnDrift column)
    {
        var tallest = Math.Max(1e-9, column.Bins.Max(b => Math.Max(b.Reference, b.Current)));
        var step = (double)_width / column.Bins.Count;

        html.Write($"<svg viewBox=\"0 0 {_width} {_height + 22}\" role=\"img\" aria-label=\"Share of each bin in both populations; the table below has the figures\">");
        foreach (var (place, bin) in column.Bins.Index())
        {
            var (first, second) = (bin.Reference / tallest * _height, bin.Current / tallest * _height);
            html.Write($"<rect class=\"first\" x=\"{place * step:0.##}\" y=\"{_height - first:0.##}\" width=\"{step * 0.42:0.##}\" height=\"{first:0.##}\"/><rect class=\"second\" x=\"{(place + 0.45) * step:0.##}\" y=\"{_height - second:0.##}\" width=\"{step * 0.42:0.##}\" height=\"{second:0.##}\"/>");
        }

        html.Write($"<line class=\"axis\" x1=\"0\" x2=\"{_width}\" y1=\"{_height}\" y2=\"{_height}\"/><text x=\"0\" y=\"{_height + 16}\">{column.Bins[0].Label}</text><text x=\"{_width}\" y=\"{_height + 16}\" text-anchor=\"end\">{column.Bins[^1].Label}</text></svg>");
    }

    private static void Population(Html html, string name, PopulationSummary of) =>
        html.Write($"<tr><th scope=\"row\">{name}</th><td class=\"number\">{of.Count}</td><td class=\"number\">{of.Missing}</td><td class=\"number\">{of.Mean:G6}</td><td class=\"number\">{of.StandardDeviation:G6}</td><td class=\"number\">{of.Minimum:G6}</td><td class=\"number\">{of.Median:G6}</td><td class=\"number\">{of.Maximum:G6}</td></tr>");

    private static void Recipe(Html html, DriftRecipe recipe)
    {
        html.Write($"<details><summary>How this was computed</summary><ul>");
        if (recipe.Ks is not null) html.Write($"<li>Kolmogorov–Smirnov: {recipe.Ks}.</li>");
        html.Write($"<li>Stability index, {recipe.Psi.Count} bins: {recipe.Psi.Bins}; {recipe.Psi.Zeros}.</li><li>Jensen–Shannon in base 2, {recipe.JensenShannon.Count} bins: {recipe.JensenShannon.Bins}; {recipe.JensenShannon.Zeros}.</li>");
        if (recipe.Wasserstein is not null) html.Write($"<li>Wasserstein: {recipe.Wasserstein}.</li>");
        if (recipe.ChiSquare is not null) html.Write($"<li>χ²: {recipe.ChiSquare}.</li>");
        html.Write($"<li>{recipe.ReferenceCount} against {recipe.CurrentCount} values; {recipe.Missing}.{(recipe.RankError is { } error ? $" Sketched: ranks are off by at most {error:P2} with 99 % confidence." : "")}</li></ul></details>");
    }

    private static string Test(double? statistic, double? p) => statistic is null ? "–" : $"{statistic:G6} ({p:G4})";

    private static string Class(DriftVerdict verdict) => verdict switch
    {
        DriftVerdict.Stable => "good",
        DriftVerdict.Moved => "part",
        _ => "bad",
    };
}
