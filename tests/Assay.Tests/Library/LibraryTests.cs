using System.Net;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Assay.Catalog;
using Assay.Catalog.Content;

namespace Assay.Tests.Library;

/// <summary>The library through its pages, with the whole shipped catalog behind them.</summary>
public sealed class LibraryTests(Product product) : InNewOrganization(product)
{
    private static CatalogLibrary Catalog => CatalogLibrary.Shipped;

    [Fact]
    public async Task Every_shelf_is_counted_and_leads_to_its_list()
    {
        var shelves = (await PageAsync("/library")).QuerySelectorAll(".shelves a").Cast<IHtmlAnchorElement>().ToList();

        Assert.Equal(Catalog.Shelves.Count(s => s.Items.Count > 0), shelves.Count);
        foreach (var shelf in Catalog.Shelves.Where(s => s.Items.Count > 0))
        {
            var link = Assert.Single(shelves, a => a.PathName + a.Search == $"/library?kind={shelf.Kind}");
            Assert.Equal($"{shelf.Items.Count}", link.QuerySelector(".count")!.TextContent);
        }
    }

    [Fact]
    public async Task Every_item_has_a_page()
    {
        List<string> broken = [];

        foreach (var shelf in Catalog.Shelves)
        {
            foreach (var item in shelf.Items)
            {
                using var answer = await Http.GetAsync($"/library/{shelf.Kind}/{Uri.EscapeDataString(item.Id)}", Stop);
                var html = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(Stop));
                if (answer.StatusCode is not HttpStatusCode.OK || !html.Contains(item.Title, StringComparison.Ordinal) || html.Contains("{{", StringComparison.Ordinal))
                    broken.Add($"{shelf.Kind}/{item.Id}: {answer.StatusCode}");
            }
        }

        Assert.Empty(broken);
    }

    [Theory]
    [InlineData("AC-06", "/library/controls/AC-06")]
    [InlineData("ac-06", "/library/controls/AC-06")]
    [InlineData("CC6.3", "/library/criteria/CC6.3")]
    [InlineData("\"poisoning of training data\"", "/library/risks/R01")]
    [InlineData("zero retention promises", "/library/controls/IN-12")]
    public async Task What_was_meant_comes_first(string words, string first) =>
        Assert.Equal(first, (await FoundAsync($"/library?q={Uri.EscapeDataString(words)}"))[0]);

    [Fact]
    public async Task Words_that_were_found_are_marked_and_text_stays_text()
    {
        var html = await Http.GetStringAsync("/library?q=" + Uri.EscapeDataString("<script>alert(1)</script> rollback"), Stop);
        Assert.DoesNotContain("<script>alert", html, StringComparison.Ordinal);

        var marks = (await PageAsync("/library?q=rollback")).QuerySelectorAll(".passage mark").Select(m => m.TextContent.ToLowerInvariant()).ToList();
        Assert.NotEmpty(marks);
        Assert.All(marks, mark => Assert.StartsWith("rollback", mark, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("/library?q=the")]
    [InlineData("/library?q=%22%22%22")]
    [InlineData("/library?q=%00%27%3B--")]
    [InlineData("/library?kind=nothing&category=nothing&stage=9&after=x-y&framework=none&criterion=CC99")]
    [InlineData("/library?q=zebra+xylophone+quark")]
    public async Task A_search_that_means_nothing_finds_nothing_and_says_so(string address)
    {
        var page = await PageAsync(address);

        Assert.Equal("Nothing fits", page.QuerySelector(".empty h2")?.TextContent);
    }

    [Fact]
    public async Task Pages_follow_each_other_without_loss_or_repetition()
    {
        List<string> read = [];

        for (var address = "/library?q=training&ml=true&kind=controls"; address is not null;)
        {
            var page = await PageAsync(address);
            read.AddRange(Items(page));
            address = page.QuerySelector("a[rel=next]")?.GetAttribute("href");
        }

        var told = int.Parse((await PageAsync("/library?q=training&ml=true")).QuerySelector("a[href*='kind=controls'] .count")!.TextContent);
        Assert.Equal(told, read.Count);
        Assert.Equal(told, read.Distinct().Count());
        Assert.True(told > 20, $"{told}");
    }

    [Fact]
    public async Task Filters_agree_with_the_catalog()
    {
        Assert.Equal(
            Catalog.Controls.Where(c => c.Ml && c.Criteria.Any(m => m.Id == "CC8.1") && c.Crosswalk.Any(x => x.Framework == "nist_ai_rmf")).Select(c => c.Id).Order(),
            (await AllAsync("/library?kind=controls&ml=true&criterion=CC8.1&framework=nist_ai_rmf")).Select(href => href.Split('/')[^1]).Order());

        Assert.All(await AllAsync("/library?kind=vendors&category=privacy"), href =>
            Assert.Contains(Catalog.Vendors[href.Split('/')[^1]].Criteria, id => Catalog.Criteria[id].Category is Category.Privacy));
    }

    [Fact]
    public async Task Every_number_of_the_coverage_matrix_is_the_length_of_its_list()
    {
        var cells = (await PageAsync("/library/coverage")).QuerySelectorAll("td .coverage a").ToList();
        Assert.Equal(61 * 6, cells.Count);

        foreach (var cell in cells.Where((_, i) => i % 17 == 0))
        {
            var list = await PageAsync(cell.GetAttribute("href")!);
            Assert.Equal(cell.TextContent, list.QuerySelector(".kinds a[aria-current] .count")?.TextContent ?? "0");
        }
    }

    [Fact]
    public async Task An_item_shows_what_it_names_and_what_names_it()
    {
        var evidence = await PageAsync("/library/evidence/E05");
        var links = evidence.QuerySelectorAll("aside a").Select(a => a.GetAttribute("href")).ToList();

        Assert.All(Catalog.Evidence["E05"].Controls, id => Assert.Contains($"/library/controls/{id}", links));

        var control = await PageAsync("/library/controls/MD-02");
        Assert.Contains(control.QuerySelectorAll("section[aria-label='Linked from'] a"), a => a.GetAttribute("href") == "/library/concerns/model-change");
    }

    [Fact]
    public async Task A_policy_is_written_for_the_company_and_names_its_holes()
    {
        var named = Catalog.Policies.First(p => p.Body.Contains("{{company}}", StringComparison.Ordinal)).Id;
        Assert.Contains("Ada's company", (await PageAsync($"/library/policies/{named}")).QuerySelector(".prose")!.TextContent, StringComparison.Ordinal);

        var page = await PageAsync("/library/policies/T21");
        Assert.NotEmpty(page.QuerySelectorAll(".prose a[href='#T21-R1']"));
        Assert.NotNull(page.GetElementById("T21-R1"));

        var open = Catalog.Policies.Select(p => p.Id).First(id => Catalog.Policies[id].Body.Contains("{{security_lead}}", StringComparison.Ordinal));
        var holes = await PageAsync($"/library/policies/{open}");
        Assert.Contains(holes.QuerySelectorAll(".notice mark.open"), mark => mark.TextContent == "security_lead");
        Assert.Contains(holes.QuerySelectorAll(".prose mark.open"), mark => mark.TextContent == "security_lead");
    }

    [Fact]
    public async Task A_document_can_be_taken_away_as_Markdown()
    {
        using var answer = await Http.GetAsync("/library/policies/T21/text", Stop);

        Assert.Equal("text/markdown", answer.Content.Headers.ContentType?.MediaType);
        Assert.StartsWith($"# {Catalog.Policies["T21"].Title}", await answer.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await Http.GetAsync("/library/controls/AC-06/text", Stop)).StatusCode);
    }

    [Fact]
    public async Task Every_AI_concern_has_a_criterion_and_a_control_and_is_exported()
    {
        Assert.All(Catalog.Concerns, concern => Assert.True(concern.Criteria.Count > 0 && concern.Controls.Count > 0, concern.Id));

        var page = await PageAsync("/library/ai-concerns");
        var file = await Http.GetStringAsync("/library/ai-concerns/export", Stop);

        Assert.Equal(Catalog.Concerns.Count, page.QuerySelectorAll("tbody tr").Length);
        Assert.Equal(Catalog.Concerns.Count + 1, file.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Theory]
    [InlineData("/library/controls/XX-99")]
    [InlineData("/library/nothing/AC-06")]
    public async Task What_does_not_exist_is_not_found(string address) =>
        Assert.Equal(HttpStatusCode.NotFound, (await Http.GetAsync(address, Stop)).StatusCode);

    private async Task<IHtmlDocument> PageAsync(string address) =>
        await new HtmlParser().ParseDocumentAsync(await Http.GetStringAsync(address, Stop), Stop);

    private async Task<List<string>> FoundAsync(string address) => Items(await PageAsync(address));

    private async Task<List<string>> AllAsync(string address)
    {
        List<string> all = [];

        for (var next = address; next is not null;)
        {
            var page = await PageAsync(next);
            all.AddRange(Items(page));
            next = page.QuerySelector("a[rel=next]")?.GetAttribute("href");
        }

        return all;
    }

    private static List<string> Items(IHtmlDocument page) => [.. page.QuerySelectorAll(".found h3 a").Select(a => a.GetAttribute("href")!)];
}
