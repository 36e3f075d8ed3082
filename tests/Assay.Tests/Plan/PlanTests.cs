using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Assay.Ledger;
using Microsoft.EntityFrameworkCore;

namespace Assay.Tests.Plan;

/// <summary>The plan through the doors that people and programs use. The test's day is 2026-03-02.</summary>
public sealed class PlanTests(Product product) : InNewOrganization(product)
{
    [Fact]
    public async Task Before_anything_is_chosen_the_plan_is_a_suggestion_that_is_kept_nowhere()
    {
        var plan = await GetAsync();

        Assert.Equal(0, plan.GetProperty("version").GetInt32());
        Assert.Contains("Nothing is chosen yet", await Http.GetStringAsync("/plan", Stop), StringComparison.Ordinal);
        Assert.Empty(await KindsAsync());
    }

    [Fact]
    public async Task Four_months_ahead_with_a_window_of_six_cannot_be_met_and_the_page_names_the_first_feasible_date()
    {
        await ChooseAsync(("Form.WantedOn", "2026-07-02"), ("Form.WindowMonths", "6"), ("Form.MlMonths", "1"));

        var page = WebUtility.HtmlDecode(await Http.GetStringAsync("/plan", Stop));

        Assert.Contains("2026-07-02 cannot be met: this plan takes 13 months", page, StringComparison.Ordinal);
        Assert.Contains("The first feasible date is 2027-04-02.", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Choosing_is_recorded_and_moving_the_start_moves_every_milestone()
    {
        await ChooseAsync(("Form.WantedOn", "2027-12-01"), ("Form.StartsOn", "2026-04-06"), ("Form.MlMonths", "1"));
        var before = Dates(await GetAsync());

        await ChooseAsync(("Form.WantedOn", "2027-12-01"), ("Form.StartsOn", "2026-05-06"), ("Form.MlMonths", "1"), ("Form.Version", "1"));
        var after = Dates(await GetAsync());

        Assert.True(before.Count > 20);
        Assert.All(before, m => Assert.InRange(after[m.Key].DayNumber - m.Value.DayNumber, 28, 31));
        Assert.Equal(["plan.chosen", "plan.chosen"], await KindsAsync());
    }

    [Fact]
    public async Task The_other_programme_has_its_own_milestones_and_months()
    {
        await ChooseAsync(("Form.WantedOn", "2027-12-01"), ("Form.Programme", "week-by-week"));
        var plan = await GetAsync();

        Assert.Equal("week-by-week", plan.GetProperty("programme").GetString());
        Assert.Equal(3, plan.GetProperty("windowMonths").GetInt32());
        Assert.Contains("first-pass", Dates(plan).Keys);
        Assert.Contains("some buyers ask for 6 or more", await Http.GetStringAsync("/plan", Stop), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Form.WindowMonths", "2", "A window has 3 to 12 months, or 0 for a Type I report.")]
    [InlineData("Form.WindowMonths", "13", "A window has 3 to 12 months")]
    [InlineData("Form.WindowMonths", "six", "'six' is not a whole number.")]
    [InlineData("Form.WantedOn", "2026-02-30", "'2026-02-30' is not a day that exists")]
    [InlineData("Form.WantedOn", "2026-03-01", "2026-03-01 has passed.")]
    [InlineData("Form.StartsOn", "2029-01-01", "The start lies after the day")]
    [InlineData("Form.FieldworkMonths", "0", "1 to 24 months.")]
    [InlineData("Form.Programme", "by-next-week", "'by-next-week' is not a plan.")]
    public async Task A_refusal_stands_beside_its_field_keeps_what_was_typed_and_changes_nothing(string field, string value, string sentence)
    {
        var answer = await PostPlanAsync((field, value));
        var page = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(Stop));

        Assert.Contains(sentence, page, StringComparison.Ordinal);
        if (field != "Form.Programme") Assert.Contains($"value=\"{value}\"", page, StringComparison.Ordinal);
        Assert.Empty(await KindsAsync());
    }

    [Fact]
    public async Task Of_two_tabs_the_second_is_asked()
    {
        await ChooseAsync(("Form.WantedOn", "2027-12-01"));

        var second = await PostPlanAsync(("Form.WantedOn", "2028-01-01"));
        var api = await Http.PutAsJsonAsync("/api/plan", new { programme = "four-phase", wantedOn = "2028-01-01", version = 0 }, Stop);

        Assert.Contains("Somebody else changed the plan meanwhile", await second.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Conflict, api.StatusCode);
        Assert.Equal("2027-12-01", (await GetAsync()).GetProperty("wantedOn").GetString());
    }

    [Fact]
    public async Task A_program_is_refused_by_the_same_rules_with_the_field_named()
    {
        var refused = await Http.PutAsJsonAsync("/api/plan", new { programme = "four-phase", wantedOn = "2027-12-01", windowMonths = 2 }, Stop);
        var problem = await refused.Content.ReadFromJsonAsync<JsonElement>(Stop);

        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.True(problem.GetProperty("errors").TryGetProperty("windowMonths", out _), problem.ToString());
    }

    [Fact]
    public async Task A_milestone_is_done_by_somebody_on_a_day_and_not_in_the_future()
    {
        var refused = await Http.SubmitAsync("/plan/milestones/lead-named", "milestone", ("Form.DoneOn", "2026-03-03"), ("Form.DaysMoved", "0"), ("Form.Version", "0"));
        var saved = await Http.SubmitAsync("/plan/milestones/lead-named", "milestone", ("Form.DoneOn", "2026-03-01"), ("Form.Owner", "Grace"), ("Form.DaysMoved", "3"), ("Form.Version", "0"));
        var stale = await Http.SubmitAsync("/plan/milestones/lead-named", "milestone", ("Form.DaysMoved", "9"), ("Form.Version", "0"));
        var milestone = (await GetAsync()).GetProperty("milestones").EnumerateArray().Single(m => m.GetProperty("id").GetString() == "lead-named");

        Assert.Contains("That day lies ahead", await refused.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, saved.StatusCode);
        Assert.Contains("Somebody else changed this milestone", await stale.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
        Assert.Equal(("Grace", "Done", "2026-03-01"), (milestone.GetProperty("owner").GetString(), milestone.GetProperty("status").GetString(), milestone.GetProperty("doneOn").GetString()));
        Assert.Equal(["plan.milestone_changed"], await KindsAsync());
        Assert.DoesNotContain("Grace", await BodiesAsync(), StringComparison.Ordinal);        // a name is not kept where it cannot be erased
    }

    [Fact]
    public async Task What_does_not_exist_is_not_found() =>
        Assert.Equal(HttpStatusCode.NotFound, (await Http.GetAsync("/plan/milestones/nothing", Stop)).StatusCode);

    [Theory]
    [InlineData("/plan")]
    [InlineData("/plan/milestones")]
    [InlineData("/plan/milestones/lead-named")]
    [InlineData("/plan/cost")]
    [InlineData("/plan/workload")]
    [InlineData("/plan/paid")]
    [InlineData("/api/plan")]
    public async Task Without_a_sign_in_nothing_is_shown(string address)
    {
        Product.Actor = null;

        Assert.Contains((await Http.GetAsync(address, Stop)).StatusCode, new[] { HttpStatusCode.Redirect, HttpStatusCode.Unauthorized });
    }

    [Fact]
    public async Task Another_organisation_sees_a_suggestion_of_its_own_and_nothing_of_ours()
    {
        await ChooseAsync(("Form.WantedOn", "2027-12-01"), ("Form.Programme", "week-by-week"));

        await Product.EnterNewOrganizationAsync();
        var plan = await GetAsync();

        Assert.Equal(0, plan.GetProperty("version").GetInt32());
        Assert.NotEqual("2027-12-01", plan.GetProperty("wantedOn").GetString());
    }

    private async Task<JsonElement> GetAsync() => await Http.GetFromJsonAsync<JsonElement>("/api/plan", Stop);

    private static Dictionary<string, DateOnly> Dates(JsonElement plan) => plan.GetProperty("milestones").EnumerateArray()
        .ToDictionary(m => m.GetProperty("id").GetString()!, m => DateOnly.Parse(m.GetProperty("on").GetString()!, CultureInfo.InvariantCulture));

    private async Task ChooseAsync(params (string Name, string Value)[] fields) =>
        Assert.Equal(HttpStatusCode.Redirect, (await PostPlanAsync(fields)).StatusCode);

    private Task<HttpResponseMessage> PostPlanAsync(params (string Name, string Value)[] fields)
    {
        Dictionary<string, string> all = new() { ["Form.Programme"] = "four-phase", ["Form.WantedOn"] = "2027-12-01", ["Form.Version"] = "0" };
        foreach (var (name, value) in fields) all[name] = value;

        return Http.SubmitAsync("/plan", "plan", [.. all.Select(f => (f.Key, f.Value))]);
    }

    private async Task<List<string>> KindsAsync()
    {
        await using var db = await Product.OpenAsync();
        return await db.Set<LedgerEntry>().Where(e => e.Kind.StartsWith("plan.")).Select(e => e.Kind).ToListAsync(Stop);
    }

    private async Task<string> BodiesAsync()
    {
        await using var db = await Product.OpenAsync();
        return string.Join('\n', await db.Set<LedgerEntry>().Select(e => e.Body).ToListAsync(Stop));
    }
}
