using AngleSharp.Html.Parser;
using Assay.Catalog.Gaps;
using Assay.Catalog.Interview;
using Assay.Catalog.Reports;

namespace Assay.Tests.Catalog;

public sealed class GapHtmlTests
{
    [Fact]
    public void Whatever_people_type_stays_text()
    {
        const string typed = "<script>alert(1)</script> & \"friends\"";
        var html = Html(Sheets.Empty with { Company = typed, Commitments = [new Commitment(typed, typed, null)], Components = [new Component(typed, ComponentClass.Training, false, typed, typed)] });

        var page = new HtmlParser().ParseDocument(html);

        Assert.Empty(page.QuerySelectorAll("script"));
        Assert.Equal($"Gap analysis of {typed}", page.Title);
        Assert.Contains(typed, page.QuerySelector("#scope")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void The_page_stands_alone_and_reads_in_order()
    {
        var page = new HtmlParser().ParseDocument(Html(Sheets.Sample(Sheets.Samples[0])));

        Assert.Empty(page.QuerySelectorAll("[src], link, script, [style]"));
        Assert.Single(page.QuerySelectorAll("h1"));
        Assert.All(page.QuerySelectorAll("table"), table => Assert.NotNull(table.QuerySelector("caption")));
        Assert.All(page.QuerySelectorAll("a[href^='#']"), a => Assert.NotNull(page.QuerySelector(a.GetAttribute("href")!)));
        Assert.Contains("no opinion", page.Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void All_criteria_in_scope_and_all_tasks_are_there()
    {
        var report = GapAnalysis.Run(Sheets.Catalog, Sheets.Sample(Sheets.Samples[0]));
        var page = new HtmlParser().ParseDocument(Html(report.Sheet));

        Assert.Equal(report.Criteria.Where(c => c.IsSelected).Select(c => c.Criterion.Id).Order(), page.QuerySelectorAll("article").Select(a => a.Id!).Order());
        Assert.Equal(report.Tasks.Count, page.QuerySelectorAll("#tasks tbody tr").Length);
    }

    [Fact]
    public void A_sample_is_marked_and_a_real_company_is_not()
    {
        Assert.Contains("Sample data: this company is made up.", Html(Sheets.Empty with { Sample = true }), StringComparison.Ordinal);
        Assert.DoesNotContain("Sample data", Html(Sheets.Empty), StringComparison.Ordinal);
    }

    private static string Html(AnswerSheet sheet)
    {
        using var to = new MemoryStream();
        GapHtml.Write(Sheets.Catalog, GapAnalysis.Run(Sheets.Catalog, sheet), to);
        return System.Text.Encoding.UTF8.GetString(to.ToArray());
    }
}
