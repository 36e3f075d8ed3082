using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Assay.Tests.Registers;

namespace Assay.Tests.Gaps;

public sealed class GapPagesTests(Product product) : InNewOrganization(product)
{
    [Fact]
    public async Task A_company_that_answered_nothing_has_nothing_in_place()
    {
        var gaps = await GapsAsync();

        Assert.Equal(61, gaps.GetProperty("criteria").GetArrayLength());
        Assert.DoesNotContain(gaps.GetProperty("criteria").EnumerateArray(), c => c.GetProperty("status").GetString() == "met");
    }

    [Fact]
    public async Task What_is_met_by_answers_alone_is_said_to_be_just_that()
    {
        await AnswerAsync("screening", "operating");
        await AnswerAsync("security_training", "operating@2026-01-15");

        Assert.Contains("Met as stated, not evidenced", await Http.GetStringAsync("/criteria/CC1.4", Stop), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_leavers_live_account_makes_the_leaver_control_failing_whatever_was_answered()
    {
        await AnswerAsync("offboarding_hours", "within_24_hours_recorded");
        Assert.Equal("stated", await StateAsync("CC6.2", "AC-05"));

        await Http.ImportAsync("people", "name,email,starts_on,ends_on\nGrace Osei,grace@example.com,2023-09-01,2026-01-31\n");
        await Http.ImportAsync("access/accounts", "system,account,person_email,privileged,mfa,last_used,status\nGitHub,gosei,grace@example.com,no,on,2026-01-30,active\n");

        Assert.Equal("failing", await StateAsync("CC6.2", "AC-05"));
        Assert.Contains("1 leavers with a live account", await Http.GetStringAsync("/controls/AC-05", Stop), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_task_gets_an_owner_and_a_day_and_a_second_save_is_asked()
    {
        var saved = await Http.SubmitAsync("/controls/AC-02", "task", ("Form.Owner", "Nadia"), ("Form.DueOn", "2026-04-01"), ("Form.Note", ""), ("Form.Version", "0"));
        var late = await Http.SubmitAsync("/controls/AC-02", "task", ("Form.Owner", "Tomas"), ("Form.DueOn", ""), ("Form.Note", ""), ("Form.Version", "0"));

        Assert.Equal(HttpStatusCode.Redirect, saved.StatusCode);
        Assert.Contains("Somebody saved meanwhile", await late.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
        Assert.Contains("Nadia", await Http.GetStringAsync("/gaps/tasks", Stop), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Other_weights_give_another_order_and_must_sum_to_one()
    {
        var before = await FirstTaskAsync();
        var wrong = await SetWeightsAsync("0.5", access: "1");
        Assert.Contains("they must sum to 1", await wrong.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);

        await SetWeightsAsync("0.35", access: "0");
        Assert.NotEqual(before, await FirstTaskAsync());
    }

    [Fact]
    public async Task Two_runs_are_compared_criterion_by_criterion()
    {
        await Http.SubmitAsync("/gaps/runs", "keep", ("Form.Title", "Before"));
        await AnswerAsync("screening", "operating");
        await AnswerAsync("security_training", "operating@2026-01-15");

        var page = await Http.GetStringAsync("/gaps/runs", Stop);
        var run = page.Split("<option value=\"")[1].Split('"')[0];
        var compared = await Http.GetStringAsync($"/gaps/runs?before={run}", Stop);

        Assert.Contains("CC1.4", compared, StringComparison.Ordinal);
        Assert.Contains("Met, stated", compared, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/criteria/CC99.1")]
    [InlineData("/controls/XX-99")]
    [InlineData("/gaps/runs?before=0193aaaa-0000-7000-8000-000000000000")]
    public async Task What_does_not_exist_is_not_found(string path) =>
        Assert.Equal(HttpStatusCode.NotFound, (await Http.GetAsync(path, Stop)).StatusCode);

    [Fact]
    public async Task A_run_of_another_organisation_is_not_found()
    {
        await Http.SubmitAsync("/gaps/runs", "keep", ("Form.Title", "Ours"));
        var run = (await Http.GetStringAsync("/gaps/runs", Stop)).Split("<option value=\"")[1].Split('"')[0];
        await Product.EnterNewOrganizationAsync();

        Assert.Equal(HttpStatusCode.NotFound, (await Http.GetAsync($"/gaps/runs?before={run}", Stop)).StatusCode);
    }

    private async Task AnswerAsync(string question, string answer) =>
        (await Http.PutAsJsonAsync($"/api/interview/answers/{question}", new { answer, version = 0 }, Stop)).EnsureSuccessStatusCode();

    private Task<JsonElement> GapsAsync() => Http.GetFromJsonAsync<JsonElement>("/api/gaps", Stop);

    private async Task<string?> StateAsync(string criterion, string control) =>
        (await GapsAsync()).GetProperty("criteria").EnumerateArray().First(c => c.GetProperty("id").GetString() == criterion)
            .GetProperty("controls").EnumerateArray().First(c => c.GetProperty("id").GetString() == control).GetProperty("state").GetString();

    private async Task<string?> FirstTaskAsync() => (await GapsAsync()).GetProperty("tasks")[0].GetProperty("id").GetString();

    private Task<HttpResponseMessage> SetWeightsAsync(string group, string access) => Http.SubmitAsync("/gaps/weights", "weights",
        ("Form.Group", group), ("Form.Alone", "0.25"), ("Form.Risk", "0.25"), ("Form.Time", "0.15"),
        ("Form.Access", access), ("Form.Change", "0.9"), ("Form.Logging", "0.8"), ("Form.Policy", "0.6"), ("Form.Other", "0.5"), ("Form.Evidence", "0.3"));
}
