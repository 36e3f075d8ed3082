using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Assay.Tests.Registers;

public sealed partial class RegisterPagesTests(Product product) : InNewOrganization(product)
{
    [Fact]
    public async Task An_empty_register_says_what_belongs_here_and_why()
    {
        var page = await Http.GetStringAsync("/people", Stop);

        Assert.Contains("No people yet", page, StringComparison.Ordinal);
        Assert.Contains("An auditor draws joiners and leavers from this list", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_adds_a_row_and_its_page_shows_who_did_it()
    {
        var added = await AddAsync("Gpu <Cloud>", "gpu@example.com");
        var page = await Http.GetStringAsync(added.Headers.Location, Stop);

        Assert.Contains("<h1>Gpu &lt;Cloud&gt;</h1>", page, StringComparison.Ordinal);
        Assert.Contains("<strong>Added</strong> by you", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refused_form_keeps_what_was_typed_and_leads_to_the_field()
    {
        var refused = await AddAsync("Ada", "nowhere");
        var page = await refused.Content.ReadAsStringAsync(Stop);

        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Contains("value=\"nowhere\"", page, StringComparison.Ordinal);
        Assert.Contains("<a href=\"#field-email\">E-mail is not an e-mail address.", page, StringComparison.Ordinal);
        Assert.Contains("aria-invalid=\"true\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_address_is_registered_once()
    {
        await AddAsync("Ada", "ada@example.com");

        var second = await AddAsync("Ada again", " ADA@example.com ");

        Assert.Contains("There is a person with this e-mail already.", await second.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_second_of_two_editors_sees_what_the_first_wrote()
    {
        var row = (await AddAsync("Ada", "ada@example.com")).Headers.Location!;
        var mine = await Http.GetStringAsync($"{row}/edit", Stop);

        await Http.SubmitAsync($"{row}/edit", "", ("version", Version(mine)), ("name", "Ada L."), ("email", "ada@example.com"), ("starts_on", "2024-01-01"));
        var late = await Http.SubmitAsync($"{row}/edit", "", ("version", Version(mine)), ("name", "Ada K."), ("email", "ada@example.com"), ("starts_on", "2024-01-01"));
        var page = await late.Content.ReadAsStringAsync(Stop);

        Assert.Contains("Somebody else saved this while you were editing.", page, StringComparison.Ordinal);
        Assert.Contains("Name is now &#x27;Ada L.&#x27;.", page, StringComparison.Ordinal);
        Assert.Contains("value=\"Ada K.\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_change_is_told_with_what_it_was_and_what_it_became_but_names_nobody()
    {
        var row = (await AddAsync("Ada", "ada@example.com")).Headers.Location!;

        await Http.SubmitAsync($"{row}/edit", "", ("version", "0"), ("name", "Ada L."), ("ends_on", "2026-02-01"));
        var page = await Http.GetStringAsync(row, Stop);

        Assert.Contains("Last day: nothing → 2026-02-01 · Name changed", WebUtility.HtmlDecode(page), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Removal_asks_for_a_reason_and_the_ledger_keeps_it()
    {
        var row = (await AddAsync("Ada", "ada@example.com")).Headers.Location!;

        var silent = await Http.SubmitAsync($"{row}/remove", "", ("reason", " "));
        var told = await Http.SubmitAsync($"{row}/remove", "", ("reason", "Entered twice"));

        Assert.Equal(HttpStatusCode.BadRequest, silent.StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, told.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await Http.GetAsync(row, Stop)).StatusCode);
    }

    [Theory]
    [InlineData("name")]
    [InlineData("-name")]
    [InlineData("ends_on")]
    [InlineData("-ends_on")]
    public async Task Following_the_pages_shows_every_row_once_in_any_order(string sort)
    {
        var csv = Enumerable.Range(0, 250).Aggregate(new StringBuilder("name,email,starts_on,ends_on\n"), (text, i) =>
            text.Append($"Person {i % 40},p{i}@example.com,2024-01-01,{(i % 3 == 0 ? "" : $"2026-01-{(i % 28) + 1:00}")}\n"));
        await Http.ImportAsync("people", csv.ToString());
        List<string> seen = [];

        for (var next = $"/people?sort={sort}"; next is not null;)
        {
            var page = await Http.GetStringAsync(next, Stop);
            seen.AddRange(Row().Matches(page).Select(m => m.Value));
            next = Next().Match(page) is { Success: true } link ? WebUtility.HtmlDecode(link.Groups["href"].Value) : null;
        }

        Assert.Equal(250, seen.Count);
        Assert.Equal(250, seen.Distinct().Count());
    }

    [Fact]
    public async Task A_search_takes_signs_of_patterns_as_they_are()
    {
        await AddAsync("100% Ada", "a@example.com");
        await AddAsync("Bo_b", "b@example.com");

        Assert.Contains("1 person", await Http.GetStringAsync("/people?q=100%25", Stop), StringComparison.Ordinal);
        Assert.Contains("1 person", await Http.GetStringAsync("/people?q=o_b", Stop), StringComparison.Ordinal);
        Assert.Contains("Nothing matches", await Http.GetStringAsync("/people?q=%25x", Stop), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("/edit")]
    [InlineData("/remove")]
    public async Task A_row_of_another_organisation_does_not_exist(string page)
    {
        var row = (await AddAsync("Ada", "ada@example.com")).Headers.Location!;
        await Product.EnterNewOrganizationAsync();

        Assert.Equal(HttpStatusCode.NotFound, (await Http.GetAsync($"{row}{page}", Stop)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await Http.GetAsync($"/api{row}", Stop)).StatusCode);
        Assert.DoesNotContain("ada@example.com", await Http.GetStringAsync("/people/export", Stop), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_without_its_token_is_refused()
    {
        var refused = await Http.PostAsync("/people/new", new FormUrlEncodedContent([new("name", "Ada"), new("email", "ada@example.com"), new("starts_on", "2024-01-01")]), Stop);

        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
    }

    [Fact]
    public async Task A_program_adds_reads_changes_and_removes()
    {
        var added = await Http.PostAsJsonAsync("/api/people", new { name = "Ada", email = "ada@example.com", starts_on = "2024-01-01" }, Stop);
        var changed = await Http.PutAsJsonAsync(added.Headers.Location, new { ends_on = "2026-02-01", version = "0" }, Stop);
        var stale = await Http.PutAsJsonAsync(added.Headers.Location, new { ends_on = "2026-02-02", version = "0" }, Stop);
        var refused = await Http.PostAsJsonAsync("/api/people", new { name = "Bo" }, Stop);
        var list = await Http.GetFromJsonAsync<JsonElement>("/api/people", Stop);

        Assert.Equal([HttpStatusCode.Created, HttpStatusCode.OK, HttpStatusCode.Conflict, HttpStatusCode.BadRequest], new[] { added, changed, stale, refused }.Select(a => a.StatusCode));
        Assert.Equal("E-mail is required.", (await refused.Content.ReadFromJsonAsync<JsonElement>(Stop)).GetProperty("errors").GetProperty("email")[0].GetString());
        Assert.Equal("Left", list.GetProperty("rows")[0].GetProperty("status").GetString());
        Assert.Equal(HttpStatusCode.NoContent, (await Http.DeleteAsync($"{added.Headers.Location}?reason=test", Stop)).StatusCode);
    }

    private Task<HttpResponseMessage> AddAsync(string name, string email) =>
        Http.SubmitAsync("/people/new", "", ("name", name), ("email", email), ("starts_on", "2024-01-01"), ("engagement", "Employee"));

    private static string Version(string form) => VersionField().Match(form).Groups["version"].Value;

    [GeneratedRegex("name=\"version\" value=\"(?<version>[0-9]+)\"", RegexOptions.None, 1000)]
    private static partial Regex VersionField();

    [GeneratedRegex("<th scope=\"row\"><a href=\"/people/[0-9a-f-]{36}\"", RegexOptions.None, 1000)]
    private static partial Regex Row();

    [GeneratedRegex("rel=\"next\" href=\"(?<href>[^\"]+)\"", RegexOptions.None, 1000)]
    private static partial Regex Next();
}
