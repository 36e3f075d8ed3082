using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Assay.Adoption;
using Assay.Calendar;
using Assay.Gaps;
using Assay.Ledger;
using Assay.Policies;
using Assay.Tests.Policies;
using Microsoft.EntityFrameworkCore;

namespace Assay.Tests.Adoption;

public sealed class AdoptTests(Product product) : InNewOrganization(product)
{
    [Fact]
    public async Task What_the_preview_counts_is_what_is_added()
    {
        await AnswerLikeAsync("lumen");
        var preview = await PostAsync("/api/adoption/preview");

        var added = await PostAsync("/api/adoption");
        var counts = await CountAsync();

        Assert.Equal(preview.GetProperty("newControls").GetInt32(), added.GetProperty("controls").GetInt32());
        Assert.Equal(added.GetProperty("controls").GetInt32(), counts.Controls);
        Assert.Equal(added.GetProperty("policies").GetInt32(), counts.Policies);
        Assert.Equal(added.GetProperty("duties").GetInt32(), counts.Duties);
        Assert.Equal(added.GetProperty("evidence").GetInt32(), counts.Evidence);
        Assert.Equal(added.GetProperty("tasks").GetInt32(), counts.Tasks);
        Assert.InRange(counts.Controls, 40, 90);
        Assert.InRange(counts.Policies, 22, 28);
        Assert.All([counts.Duties, counts.Evidence, counts.Tasks], count => Assert.True(count > 0));
        Assert.Equal((counts.Controls, counts.Policies, counts.Duties, 1), (await EntriesAsync("control.adopted"), await EntriesAsync("policy.drafted"), await EntriesAsync("duty.scheduled"), await EntriesAsync("adoption.applied")));
    }

    [Fact]
    public async Task Adopting_again_adds_nothing_and_says_nothing()
    {
        await PostAsync("/api/adoption");
        var before = await CountAsync();

        var again = await PostAsync("/api/adoption");

        Assert.All(again.EnumerateObject(), count => Assert.Equal(0, count.Value.GetInt32()));
        Assert.Equal(before, await CountAsync());
        Assert.Equal(1, await EntriesAsync("adoption.applied"));
    }

    [Fact]
    public async Task Several_people_who_adopt_at_once_add_everything_once()
    {
        var preview = await PostAsync("/api/adoption/preview");

        var added = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => PostAsync("/api/adoption")));

        Assert.Equal(preview.GetProperty("newControls").GetInt32(), added.Sum(a => a.GetProperty("controls").GetInt32()));
        Assert.Equal(preview.GetProperty("newControls").GetInt32(), (await CountAsync()).Controls);
        Assert.Equal(1, await EntriesAsync("adoption.applied"));
    }

    [Fact]
    public async Task An_optional_control_is_added_where_it_was_chosen()
    {
        await AnswerLikeAsync("lumen");
        var preview = await PostAsync("/api/adoption/preview");
        var optional = preview.GetProperty("optionalControls")[0].GetString();

        await PostAsync("/api/adoption", new { controls = new[] { optional } });

        Assert.Contains(optional, await ControlsAsync());
        Assert.Contains($"{optional}, adopted", await Http.GetStringAsync($"/adopt/controls/{optional}", Stop), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_company_retired_does_not_come_back()
    {
        await PostAsync("/api/adoption");
        await Http.SubmitAsync("/adopt/controls/AC-06", "retire",
            ("Form.Version", "1"), ("Form.Owner", "Compliance lead"), ("Form.Frequency", "Quarterly"), ("Form.Retire", "true"), ("Form.Reason", "Replaced by our own."));

        await PostAsync("/api/adoption");

        await using var db = await Product.OpenAsync();
        Assert.Equal(AdoptedState.Retired, (await db.Set<AdoptedControl>().SingleAsync(c => c.ControlId == "AC-06", Stop)).State);
    }

    [Fact]
    public async Task A_newer_catalog_is_shown_by_field_and_never_taken_over_a_companys_own_edit()
    {
        await PostAsync("/api/adoption");
        await Http.SubmitAsync("/adopt/controls/AC-06", "change", ("Form.Version", "1"), ("Form.Owner", "Nadia's team"), ("Form.Frequency", "Quarterly"));
        await AgeAsync("AC-06");

        var page = WebUtility.HtmlDecode(await Http.GetStringAsync("/adopt/updates", Stop));
        var digest = page.Split("name=\"Form.Digest\" value=\"")[1].Split('"')[0];
        await Http.SubmitAsync("/adopt/updates", "take-AC-06", ("Form.Control", "AC-06"), ("Form.Digest", digest));

        await using var db = await Product.OpenAsync();
        var control = await db.Set<AdoptedControl>().SingleAsync(c => c.ControlId == "AC-06", Stop);
        Assert.Contains("<del>An older title</del>", page, StringComparison.Ordinal);
        Assert.Contains("Yours, and left alone: owner.", page, StringComparison.Ordinal);
        Assert.Equal(("Nadia's team", digest), (control.Owner, control.CatalogDigest));
        Assert.Contains("Nothing changed", await Http.GetStringAsync("/adopt/updates", Stop), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_duty_that_is_done_late_leaves_the_next_one_where_it_was_due()
    {
        await PostAsync("/api/adoption");
        var duty = (await Http.GetFromJsonAsync<JsonElement>("/api/calendar", Stop)).EnumerateArray().First(d => d.GetProperty("frequency").GetString() == "monthly");
        var (id, due) = (duty.GetProperty("id").GetString(), DateOnly.Parse(duty.GetProperty("dueOn").GetString()!));
        Product.Clock.Advance(TimeSpan.FromDays(80));

        var done = await Http.PostAsJsonAsync($"/api/calendar/{id}/done", new { dueOn = due, doneOn = due.AddDays(20) }, Stop);
        var twice = await Http.PostAsJsonAsync($"/api/calendar/{id}/done", new { dueOn = due, doneOn = due.AddDays(20) }, Stop);
        Product.Clock.Advance(TimeSpan.FromDays(-80));

        Assert.Equal($"{due.AddMonths(1):yyyy-MM-dd}", (await done.Content.ReadFromJsonAsync<JsonElement>(Stop)).GetProperty("nextDue").GetString());
        Assert.Equal(HttpStatusCode.Conflict, twice.StatusCode);
        Assert.Contains("done " + $"{due.AddDays(20):yyyy-MM-dd}, late", await Http.GetStringAsync($"/calendar/{id}", Stop), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_calendar_goes_out_in_lines_that_every_calendar_reads()
    {
        await PostAsync("/api/adoption");

        var file = await Http.GetStringAsync("/calendar/export", Stop);

        Assert.StartsWith("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n", file, StringComparison.Ordinal);
        Assert.EndsWith("END:VCALENDAR\r\n", file, StringComparison.Ordinal);
        Assert.Equal((await CountAsync()).Duties, file.Split("BEGIN:VEVENT").Length - 1);
        Assert.All(file.Split("\r\n"), line => Assert.True(System.Text.Encoding.UTF8.GetByteCount(line) <= 75, line));
        Assert.DoesNotContain('\n', file.Replace("\r\n", "", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Another_organisation_finds_none_of_it()
    {
        await PostAsync("/api/adoption");
        var duty = (await Http.GetFromJsonAsync<JsonElement>("/api/calendar", Stop))[0].GetProperty("id").GetString();
        await Product.EnterNewOrganizationAsync();

        foreach (var address in new[] { "/adopt/controls/AC-06", $"/calendar/{duty}" })
            Assert.Equal(HttpStatusCode.NotFound, (await Http.GetAsync(address, Stop)).StatusCode);
        Assert.Equal(new Counts(0, 0, 0, 0, 0), await CountAsync());
    }

    [Fact]
    public async Task The_page_adopts_without_script()
    {
        var answer = await Http.SubmitAsync("/adopt", "adopt");

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.True((await CountAsync()).Controls > 0);
        foreach (var page in new[] { "/adopt", "/adopt/controls", "/calendar", "/policies", "/controls", "/" })
            Assert.Equal(HttpStatusCode.OK, (await Http.GetAsync(page, Stop)).StatusCode);
    }

    private sealed record Counts(int Controls, int Policies, int Duties, int Evidence, int Tasks);

    private async Task<Counts> CountAsync()
    {
        await using var db = await Product.OpenAsync();
        return new(
            await db.Set<AdoptedControl>().CountAsync(Stop), await db.Set<CompanyPolicy>().CountAsync(Stop), await db.Set<CalendarDuty>().CountAsync(Stop),
            await db.Set<PlannedEvidenceRow>().CountAsync(Stop), await db.Set<GapTask>().CountAsync(Stop));
    }

    private async Task<int> EntriesAsync(string kind)
    {
        await using var db = await Product.OpenAsync();
        return await db.Set<LedgerEntry>().CountAsync(e => e.Kind == kind, Stop);
    }

    private async Task<List<string>> ControlsAsync()
    {
        await using var db = await Product.OpenAsync();
        return await db.Set<AdoptedControl>().Select(c => c.ControlId).ToListAsync(Stop);
    }

    /// <summary>As if the control had been taken from an older catalog.</summary>
    private async Task AgeAsync(string control)
    {
        await using var db = await Product.OpenAsync();
        var row = await db.Set<AdoptedControl>().SingleAsync(c => c.ControlId == control, Stop);
        var item = JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(row.CatalogItem)!;
        item["title"] = JsonSerializer.SerializeToElement("An older title");
        (row.CatalogItem, row.CatalogDigest) = (JsonSerializer.Serialize(item), new string('0', 64));
        db.Record(Product.Actor!, "test.aged", row.Subject, new { });
        await db.CommitAsync(Stop);
    }

    private async Task AnswerLikeAsync(string company)
    {
        foreach (var (question, answer) in SampleCompanies.Sheet(company).Answers)
            await Http.PutAsJsonAsync($"/api/interview/answers/{question}", new { answer = answer.Text, version = 0 }, Stop);

        await Http.SubmitAsync("/scope", "decide-privacy", ("Form.Category", "privacy"), ("Form.Selected", "false"), ("Form.Reason", "Planned for the second report."));
    }

    private async Task<JsonElement> PostAsync(string address, object? body = null)
    {
        var answer = await Http.PostAsJsonAsync(address, body ?? new { }, Stop);
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadFromJsonAsync<JsonElement>(Stop);
    }
}
