using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Assay.Roles;
using Assay.Tests.Gate;

namespace Assay.Tests.Fairness;

public sealed class FairnessUploadTests(Product product) : IClassFixture<Product>, IAsyncLifetime
{
    private static readonly string _fair = Tables.Decisions(("a", 50, 100), ("b", 48, 100));
    private static readonly string _unfair = Tables.Decisions(("a", 60, 100), ("b", 20, 100));

    private readonly HttpClient _http = product.Browser();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private GateSteps Gate => field ??= new(product, _http);

    public async ValueTask InitializeAsync()
    {
        await product.EnterNewOrganizationAsync();
        await Gate.RegisterAsync("churn");
        await Gate.RulesAsync(new { rules = new[] { new { rule = "fairness-within-limits" } } });
    }

    public ValueTask DisposeAsync()
    {
        product.Roles = [Role.Owner];
        _http.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_file_of_predictions_becomes_a_result_with_its_recipe_that_the_gate_reads()
    {
        Assert.Equal("Inconclusive", await Gate.AnswerAsync("churn", 1, "fairness-within-limits"));

        var measured = await _http.MeasureAsync("churn", 1, _unfair);
        var report = (await measured.Content.ReadFromJsonAsync<JsonElement>(Stop)).GetProperty("report");
        Assert.Equal((0.6, "Fail"), (report.GetProperty("groups")[0].GetProperty("selectionRate").GetDouble(), report.GetProperty("fourFifthsRule").GetString()));
        Assert.Equal("Fail", await Gate.AnswerAsync("churn", 1, "fairness-within-limits"));

        var fact = await (await _http.MeasureAsync("churn", 1, _fair, more: ("label", "truth"))).FactAsync();
        Assert.Equal("Pass", await Gate.AnswerAsync("churn", 1, "fairness-within-limits"));
        Assert.Equal(2, await Gate.CountAsync("fairness.run"));

        var page = WebUtility.HtmlDecode(await _http.GetStringAsync($"{await _http.PageOfAsync("churn", 1)}/fairness?result={fact:n}", Stop));
        Assert.Contains("0.480000 (0.3846 to 0.5768)", page, StringComparison.Ordinal);        // Wilson, by hand
        Assert.Contains("How this was computed", page, StringComparison.Ordinal);
        Assert.Contains("<assay-chart", page, StringComparison.Ordinal);
        Assert.Contains("0.500000", await _http.GetStringAsync(await _http.PageOfAsync("churn", 1), Stop), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_group_that_is_too_small_is_insufficient_and_never_a_pass()
    {
        var measured = await _http.MeasureAsync("churn", 1, Tables.Decisions(("a", 50, 100), ("b", 50, 100), ("tiny", 2, 4)));
        var fact = await measured.FactAsync();

        Assert.Equal("Inconclusive", await Gate.AnswerAsync("churn", 1, "fairness-within-limits"));
        var page = WebUtility.HtmlDecode(await _http.GetStringAsync($"{await _http.PageOfAsync("churn", 1)}/fairness?result={fact:n}", Stop));
        Assert.Contains("insufficient: 4 records; at least 30 are needed", page, StringComparison.Ordinal);
        Assert.Contains("that is no pass", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_page_shows_the_four_points_with_dates_and_which_one_is_missing()
    {
        foreach (var point in new[] { "training_data", "training_run", "before_deployment" }) await (await _http.MeasureAsync("churn", 1, _fair, point)).FactAsync();

        var page = await _http.GetStringAsync($"{await _http.PageOfAsync("churn", 1)}/fairness", Stop);

        Assert.Equal(3, System.Text.RegularExpressions.Regex.Count(page, "<a href=\"\\?result=[0-9a-f]{32}\">2026-[0-9]{2}-[0-9]{2}</a>", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1)));
        Assert.Single(System.Text.RegularExpressions.Regex.Matches(page, "</svg>Missing</span>", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public async Task Rules_may_ask_for_more_points_than_one()
    {
        await Gate.RulesAsync(new { rules = new[] { new { rule = "fairness-within-limits", points = new[] { "before_deployment", "training_data" } } } }, "churn");
        await _http.MeasureAsync("churn", 1, _fair);
        Assert.Equal("Inconclusive", await Gate.AnswerAsync("churn", 1, "fairness-within-limits"));

        await _http.MeasureAsync("churn", 1, _unfair, "training_data");
        Assert.Equal("Fail", await Gate.AnswerAsync("churn", 1, "fairness-within-limits"));
    }

    [Fact]
    public async Task What_failed_is_closed_only_by_a_mitigation_and_a_later_pass_or_by_an_accepted_risk()
    {
        var fact = await (await _http.MeasureAsync("churn", 1, _unfair)).FactAsync();

        Assert.Equal("mitigation-missing", await GateSteps.ProblemAsync(await CloseAsync(fact)));
        Assert.Equal(HttpStatusCode.NoContent, (await _http.PutAsJsonAsync($"/api/fairness/results/{fact}/mitigation", new { action = "Reweighed the rows of Xaver Quincke.", owner = "Data science" }, Stop)).StatusCode);
        Assert.Equal("retest-missing", await GateSteps.ProblemAsync(await CloseAsync(fact)));
        await _http.MeasureAsync("churn", 1, _fair, "training_data");
        Assert.Equal("retest-missing", await GateSteps.ProblemAsync(await CloseAsync(fact)));
        await _http.MeasureAsync("churn", 1, _fair);
        Assert.Equal(HttpStatusCode.NoContent, (await CloseAsync(fact)).StatusCode);
        Assert.Equal("closed-already", await GateSteps.ProblemAsync(await CloseAsync(fact)));
        Assert.DoesNotContain("Quincke", (await Gate.EntriesAsync("fairness.mitigated")).Single().Body, StringComparison.Ordinal);

        var second = await (await _http.MeasureAsync("churn", 1, _unfair)).FactAsync();
        product.Roles = [Role.Contributor];
        Assert.Equal("acceptance-not-allowed", await GateSteps.ProblemAsync(await CloseAsync(second, "It is small.")));
        product.Roles = [Role.Owner];
        Assert.Equal(HttpStatusCode.NoContent, (await CloseAsync(second, "Until the data of May, for at most 100 people.")).StatusCode);
        Assert.Equal(2, await Gate.CountAsync("fairness.closed"));
    }

    [Fact]
    public async Task The_form_of_the_page_measures_names_what_is_wrong_and_keeps_what_was_typed()
    {
        var path = $"{await _http.PageOfAsync("churn", 1)}/fairness";
        var token = Forms.TokenIn(await _http.GetStringAsync(path, Stop));

        using var wrong = Tables.Form(token, [("point", "in_production"), ("prediction", "score"), ("group", "group")], ("file", "may.csv", _fair));
        var refused = await _http.PostAsync($"{path}/upload", wrong, Stop);
        var page = WebUtility.HtmlDecode(await refused.Content.ReadAsStringAsync(Stop));
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Contains("may.csv", page, StringComparison.Ordinal);
        Assert.Contains("value=\"score\"", page, StringComparison.Ordinal);

        using var right = Tables.Form(token, [("point", "in_production"), ("prediction", "decision"), ("group", "group")], ("file", "may.csv", _fair));
        var done = await _http.PostAsync($"{path}/upload", right, Stop);
        Assert.Equal(HttpStatusCode.Redirect, done.StatusCode);
        Assert.Contains("may.csv", await _http.GetStringAsync(done.Headers.Location, Stop), StringComparison.Ordinal);

        using var forged = Tables.Form("forged", [("prediction", "decision"), ("group", "group")], ("file", "may.csv", _fair));
        Assert.Equal(HttpStatusCode.BadRequest, (await _http.PostAsync($"{path}/upload", forged, Stop)).StatusCode);
    }

    [Fact]
    public async Task A_role_that_may_not_another_tenant_and_bad_input_get_nothing()
    {
        Assert.Equal(HttpStatusCode.BadRequest, (await _http.MeasureAsync("churn", 1, _fair, "somewhere")).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await _http.MeasureAsync("churn", 1, "")).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await _http.MeasureAsync("churn", 1, "decision,group\n1\n")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await _http.MeasureAsync("none", 1, _fair)).StatusCode);

        var page = await _http.PageOfAsync("churn", 1);
        product.Roles = [Role.Executive];
        Assert.Equal(HttpStatusCode.Forbidden, (await _http.MeasureAsync("churn", 1, _fair)).StatusCode);
        product.Roles = [Role.Owner];
        await product.EnterNewOrganizationAsync();
        Assert.Equal(HttpStatusCode.NotFound, (await _http.MeasureAsync("churn", 1, _fair)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await _http.GetAsync($"{page}/fairness", Stop)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await _http.GetAsync($"{page}/drift", Stop)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await _http.GetAsync($"{page}/trace", Stop)).StatusCode);
    }

    [Fact]
    public async Task A_model_that_decides_over_people_owes_a_fairness_audit_each_quarter()
    {
        await _http.PutAsJsonAsync("/api/models/churn/assignment", new { owner = "Risk", consequential = true }, Stop);
        await Gate.RulesAsync(GateSteps.TwoApprovals, "churn");
        await Gate.ApproveBothAsync("churn", 1);
        Assert.Equal(HttpStatusCode.NoContent, (await Gate.PromoteAsync("churn", 1)).StatusCode);
        Assert.DoesNotContain("Audit the fairness of churn 1", await _http.GetStringAsync("/", Stop), StringComparison.Ordinal);

        product.Clock.Advance(TimeSpan.FromDays(93));
        Assert.Contains("Audit the fairness of churn 1", await _http.GetStringAsync("/", Stop), StringComparison.Ordinal);

        await (await _http.MeasureAsync("churn", 1, _fair, "in_production")).FactAsync();
        Assert.DoesNotContain("Audit the fairness of churn 1", await _http.GetStringAsync("/", Stop), StringComparison.Ordinal);
    }

    private Task<HttpResponseMessage> CloseAsync(Guid fact, string? because = null) => _http.PostAsJsonAsync($"/api/fairness/results/{fact}/closing", new { acceptedBecause = because }, Stop);
}
