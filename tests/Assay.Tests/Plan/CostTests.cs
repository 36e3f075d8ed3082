using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Assay.Catalog;
using Assay.Catalog.Plans;

namespace Assay.Tests.Plan;

public sealed class CostTests(Product product) : InNewOrganization(product)
{
    [Fact]
    public async Task The_audit_fee_is_the_published_range_and_a_total_is_the_sum_of_its_parts()
    {
        var plan = await GetAsync();

        Assert.Equal((15_000, 60_000), Range(plan, "first_report", "audit_fee"));
        foreach (var total in plan.GetProperty("totals").EnumerateArray())
        {
            var parts = plan.GetProperty("cost").EnumerateArray().Where(c => c.GetProperty("year").GetString() == total.GetProperty("year").GetString()).ToList();

            Assert.Equal(5, parts.Count);
            Assert.Equal(parts.Sum(p => p.GetProperty("low").GetInt64()), total.GetProperty("low").GetInt64());
            Assert.Equal(parts.Sum(p => p.GetProperty("high").GetInt64()), total.GetProperty("high").GetInt64());
        }
    }

    [Fact]
    public async Task Published_totals_stand_beside_the_sums()
    {
        var page = WebUtility.HtmlDecode(await Http.GetStringAsync("/plan/cost", Stop));

        Assert.Contains("50,000 – 200,000", page, StringComparison.Ordinal);
        Assert.Contains("25,000 – 75,000", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_defaults_of_a_fifteen_person_company_add_up_to_the_published_range()
    {
        await AnswerAsync("headcount", "15");
        var first = (await GetAsync()).GetProperty("totals").EnumerateArray().First(t => t.GetProperty("year").GetString() == "first_report");

        Assert.Equal((50_000, 200_000), (first.GetProperty("low").GetInt64(), first.GetProperty("high").GetInt64()));
    }

    [Fact]
    public async Task A_larger_company_pays_more()
    {
        await AnswerAsync("headcount", "10");
        var small = Range(await GetAsync(), "later_year", "internal_time");

        await AnswerAsync("headcount", "48", version: 1);
        var large = Range(await GetAsync(), "later_year", "internal_time");

        Assert.True(large.Low > small.Low && large.High > small.High, $"{small} {large}");
    }

    [Fact]
    public async Task An_own_range_replaces_the_estimate_is_recorded_and_can_be_taken_back()
    {
        await SetAsync("first_report.audit_fee.0", "18,000", "22000");
        Assert.Equal((18_000, 22_000), Range(await GetAsync(), "first_report", "audit_fee"));
        Assert.Contains("Set by you. Our estimate: 15,000 – 60,000.", WebUtility.HtmlDecode(await Http.GetStringAsync("/plan/cost", Stop)), StringComparison.Ordinal);

        await SetAsync("first_report.audit_fee.1", "", "");
        Assert.Equal((15_000, 60_000), Range(await GetAsync(), "first_report", "audit_fee"));
    }

    [Theory]
    [InlineData("first_report.audit_fee.0", "20", "10", "the lower first")]
    [InlineData("first_report.audit_fee.0", "20", "", "the lower first")]
    [InlineData("first_report.audit_fee.0", "-5", "10", "'-5' is not a whole amount.")]
    [InlineData("first_report.audit_fee.0", "1e9", "10", "'1e9' is not a whole amount.")]
    [InlineData("first_report.audit_fee.0", "1", "900000000000", "the lower first")]
    [InlineData("first_report.audit_fee.7", "1", "2", "Somebody else set this range meanwhile")]
    [InlineData("first_report.coffee.0", "1", "2", "Choose a part of the estimate.")]
    [InlineData("", "1", "2", "Choose a part of the estimate.")]
    public async Task A_range_that_is_none_is_refused(string line, string low, string high, string sentence)
    {
        var answer = await Http.SubmitAsync("/plan/cost", "cost", ("Form.Line", line), ("Form.Low", low), ("Form.High", high));

        Assert.Contains(sentence, WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(Stop)), StringComparison.Ordinal);
        Assert.Equal((15_000, 60_000), Range(await GetAsync(), "first_report", "audit_fee"));
    }

    [Fact]
    public async Task What_was_paid_stands_beside_the_estimate()
    {
        var created = await Http.PostAsJsonAsync("/api/plan/paid", new { what = "Audit firm, first invoice", part = "AuditFee", paid_on = "2026-03-01", amount = "9,500" }, Stop);
        var fraction = await Http.PostAsJsonAsync("/api/plan/paid", new { what = "Pencils", part = "Tooling", paid_on = "2026-03-01", amount = "9.50" }, Stop);
        var paid = (await GetAsync()).GetProperty("cost").EnumerateArray().First(c => c.GetProperty("part").GetString() == "audit_fee").GetProperty("paid").GetInt64();

        Assert.True(created.IsSuccessStatusCode, await created.Content.ReadAsStringAsync(Stop));
        Assert.Equal(HttpStatusCode.BadRequest, fraction.StatusCode);
        Assert.Equal(9_500, paid);
    }

    [Fact]
    public async Task The_workload_has_its_list_behind_it()
    {
        await AnswerAsync("headcount", "15");
        var plan = await GetAsync();
        var page = WebUtility.HtmlDecode(await Http.GetStringAsync("/plan/workload", Stop));

        Assert.Contains($"{plan.GetProperty("humanTasksPerYear").GetInt32():N0}", page, StringComparison.Ordinal);
        Assert.Contains("href=\"/controls/AC-06\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public void The_scale_grows_slower_than_people() =>
        Assert.Equal([0.6m, 1m, 2m, 5m], new[] { 1, 15, 60, 100_000 }.Select(CostEstimate.Scale));

    [Fact]
    public void Every_number_says_where_it_comes_from_and_when() =>
        Assert.All(CatalogLibrary.Shipped.Numbers.Value, n => Assert.True(n.Source.Length > 0 && n.Date > new DateOnly(2020, 1, 1), n.Id));

    private async Task<JsonElement> GetAsync() => await Http.GetFromJsonAsync<JsonElement>("/api/plan", Stop);

    private static (long Low, long High) Range(JsonElement plan, string year, string part)
    {
        var line = plan.GetProperty("cost").EnumerateArray().Single(c => c.GetProperty("year").GetString() == year && c.GetProperty("part").GetString() == part);
        return (line.GetProperty("low").GetInt64(), line.GetProperty("high").GetInt64());
    }

    private async Task AnswerAsync(string question, string answer, int version = 0)
    {
        var saved = await Http.PutAsJsonAsync($"/api/interview/answers/{question}", new { answer, version }, Stop);
        Assert.True(saved.IsSuccessStatusCode, await saved.Content.ReadAsStringAsync(Stop));
    }

    private async Task SetAsync(string line, string low, string high) =>
        Assert.Equal(HttpStatusCode.Redirect, (await Http.SubmitAsync("/plan/cost", "cost", ("Form.Line", line), ("Form.Low", low), ("Form.High", high))).StatusCode);
}
