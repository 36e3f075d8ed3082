using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Assay.Web;

namespace Assay.Tests.Web;

public sealed class WebTests(Product product) : IClassFixture<Product>
{
    private readonly HttpClient _http = product.Browser();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/")]
    [InlineData("/css/base.css")]
    [InlineData("/api/people")]
    public async Task Every_answer_forbids_what_we_did_not_write(string path)
    {
        var answer = await _http.GetAsync(path, Stop);
        var policy = string.Join(';', answer.Headers.GetValues("Content-Security-Policy"));

        Assert.Contains("script-src 'self'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/people")]
    [InlineData("/people/new")]
    [InlineData("/access")]
    public async Task A_page_has_one_heading_and_no_inline_script_or_style(string path)
    {
        var page = await _http.GetStringAsync(path, Stop);

        Assert.Equal(2, page.Split("<h1").Length);
        Assert.DoesNotContain(" style=", page, StringComparison.Ordinal);
        Assert.DoesNotContain(" onclick=", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("//cdn", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_not_there_is_a_page_for_people_and_a_problem_for_programs()
    {
        var page = await _http.GetAsync("/nothing-here", Stop);
        var problem = await _http.GetAsync("/api/nothing-here", Stop);

        Assert.Equal((HttpStatusCode.NotFound, "text/html"), (page.StatusCode, page.Content.Headers.ContentType?.MediaType));
        Assert.Equal((HttpStatusCode.NotFound, "application/problem+json"), (problem.StatusCode, problem.Content.Headers.ContentType?.MediaType));
    }

    [Fact]
    public async Task The_theme_is_kept_in_a_cookie_and_leads_back_to_this_site_only()
    {
        var chosen = await _http.PostAsync("/theme", new FormUrlEncodedContent([new("theme", "dark"), new("back", "//evil.example")]), Stop);

        Assert.Equal("/", chosen.Headers.Location?.ToString());
        Assert.Contains("theme=dark", chosen.Headers.GetValues("Set-Cookie").Single(), StringComparison.Ordinal);
        Assert.Contains("data-theme=\"dark\"", await _http.GetStringAsync("/", Stop), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/people?q=a", "/people?q=a")]
    [InlineData("//evil.example", "/")]
    [InlineData("/\\evil.example", "/")]
    [InlineData("https://evil.example", "/")]
    [InlineData("/\n/evil.example", "/")]
    [InlineData(null, "/")]
    public void A_redirect_stays_here(string? asked, string expected) => Assert.Equal(expected, LocalPath.Of(asked));

    [Fact]
    public async Task The_api_describes_itself()
    {
        var document = await _http.GetFromJsonAsync<JsonElement>("/openapi/v1.json", Stop);
        var operations = document.GetProperty("paths").EnumerateObject().SelectMany(p => p.Value.EnumerateObject()).ToList();

        Assert.NotEmpty(operations);
        Assert.All(operations, o => Assert.False(string.IsNullOrEmpty(o.Value.GetProperty("summary").GetString()), o.Name));
    }

    [Theory]
    [InlineData("<script>alert(1)</script>", "<script")]
    [InlineData("[a](javascript:alert(1))", "javascript:")]
    [InlineData("[a](JaVaScRiPt:alert(1))", "JaVaScRiPt")]
    [InlineData("![a](data:text/html,x)", "data:")]
    [InlineData("<javascript:alert(1)>", "href=\"javascript:")]
    public void Written_text_cannot_carry_code(string markdown, string forbidden) =>
        Assert.DoesNotContain(forbidden, MarkdownText.Html(markdown).Value, StringComparison.Ordinal);

    [Fact]
    public void Written_headings_leave_the_pages_own_alone() =>
        Assert.Contains("<h2 id=\"purpose\">Purpose</h2>", MarkdownText.Html("# Purpose").Value, StringComparison.Ordinal);

    [Theory]
    [InlineData(0, "today")]
    [InlineData(12, "in 12 days")]
    [InlineData(-1, "yesterday")]
    [InlineData(-90, "3 months ago")]
    public void A_date_says_how_far_it_is(int days, string expected) =>
        Assert.Equal(expected, Distances.Between(new(2026, 3, 2), new DateOnly(2026, 3, 2).AddDays(days)));
}
