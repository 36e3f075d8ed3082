using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Assay.Roles;
using Assay.Tests.Fairness;
using Assay.Tests.Gate;

namespace Assay.Tests.Drift;

public sealed class DriftUploadTests(Product product) : IClassFixture<Product>, IAsyncLifetime
{
    private readonly HttpClient _http = product.Browser();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private GateSteps Gate => field ??= new(product, _http);

    public async ValueTask InitializeAsync()
    {
        await product.EnterNewOrganizationAsync();
        await Gate.RegisterAsync("churn");
    }

    public ValueTask DisposeAsync()
    {
        product.Roles = [Role.Owner];
        _http.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_shifted_stream_alerts_against_the_baseline_and_an_unshifted_one_does_not()
    {
        var path = await _http.PageOfAsync("churn", 1);
        var token = Forms.TokenIn(await _http.GetStringAsync($"{path}/drift", Stop));
        using (var form = Tables.Form(token, [], ("baseline", "accepted.csv", Tables.Population(0))))
            Assert.Equal(HttpStatusCode.Redirect, (await _http.PostAsync($"{path}/baseline/upload", form, Stop)).StatusCode);
        await Gate.RulesAsync(new { rules = new[] { new { rule = "baseline-present" } } });
        Assert.Equal("Pass", await Gate.AnswerAsync("churn", 1, "baseline-present"));

        var calm = await MeasureAsync(Tables.Population(0), Tables.Population(0, seed: 11));
        Assert.Equal((true, 0), (calm.GetProperty("againstBaseline").GetBoolean(), calm.GetProperty("shifted").GetArrayLength()));
        Assert.Equal(0, await Gate.CountAsync("drift.alerted"));

        var shifted = await MeasureAsync(Tables.Population(0), Tables.Population(6, seed: 11));
        Assert.Equal("age", shifted.GetProperty("shifted")[0].GetString());
        Assert.Equal((2, 1), (await Gate.CountAsync("drift.run"), await Gate.CountAsync("drift.alerted")));

        var page = WebUtility.HtmlDecode(await _http.GetStringAsync($"{path}/drift", Stop));
        Assert.Contains("which is its baseline", page, StringComparison.Ordinal);
        Assert.Contains("How this was computed", page, StringComparison.Ordinal);
        Assert.Contains("<assay-chart", page, StringComparison.Ordinal);
        Assert.Contains("Look at the drift of churn 1", await _http.GetStringAsync("/", Stop), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_alert_stays_open_until_somebody_says_what_it_was()
    {
        var fact = (await MeasureAsync(Tables.Population(0), Tables.Population(6))).GetProperty("fact").GetGuid();
        var calm = (await MeasureAsync(Tables.Population(0), Tables.Population(0))).GetProperty("fact").GetGuid();
        var triage = new { judgement = "RealShift", action = "A new city; the baseline was renewed by Xaver Quincke." };

        Assert.Equal(HttpStatusCode.BadRequest, (await _http.PostAsJsonAsync($"/api/drift/results/{fact}/triage", new { judgement = "RealShift", action = "" }, Stop)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await _http.PostAsJsonAsync($"/api/drift/results/{calm}/triage", triage, Stop)).StatusCode);
        product.Roles = [Role.Executive];
        Assert.Equal(HttpStatusCode.Forbidden, (await _http.PostAsJsonAsync($"/api/drift/results/{fact}/triage", triage, Stop)).StatusCode);
        product.Roles = [Role.Owner];
        Assert.Equal(HttpStatusCode.NoContent, (await _http.PostAsJsonAsync($"/api/drift/results/{fact}/triage", triage, Stop)).StatusCode);
        Assert.Equal("triaged-already", await GateSteps.ProblemAsync(await _http.PostAsJsonAsync($"/api/drift/results/{fact}/triage", triage, Stop)));

        Assert.DoesNotContain("Quincke", (await Gate.EntriesAsync("drift.triaged")).Single().Body, StringComparison.Ordinal);
        Assert.DoesNotContain("Look at the drift of churn", await _http.GetStringAsync("/", Stop), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_promotion_without_a_baseline_leaves_a_task_until_there_is_one()
    {
        await Gate.RulesAsync(GateSteps.TwoApprovals);
        await Gate.ApproveBothAsync("churn", 1);
        Assert.Equal(HttpStatusCode.NoContent, (await Gate.PromoteAsync("churn", 1)).StatusCode);
        Assert.Contains("Record a baseline of churn 1", await _http.GetStringAsync("/", Stop), StringComparison.Ordinal);

        await Gate.FactAsync("churn", 1, "baseline", new { sample = 10, digest = "d" });
        Assert.DoesNotContain("Record a baseline of churn 1", await _http.GetStringAsync("/", Stop), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_lacks_a_column_is_refused_by_name()
    {
        using var form = Tables.Form(null, [("columns", "income")], ("reference", "before.csv", Tables.Population(0)), ("current", "after.csv", Tables.Population(0)));
        var refused = await _http.PostAsync("/api/models/churn/versions/1/drift", form, Stop);

        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Contains("before.csv", await refused.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
        Assert.Equal(0, await Gate.CountAsync("drift.run"));
    }

    private async Task<JsonElement> MeasureAsync(string reference, string current)
    {
        using var form = Tables.Form(null, [], ("reference", "before.csv", reference), ("current", "after.csv", current));
        var measured = await _http.PostAsync("/api/models/churn/versions/1/drift", form, Stop);
        Assert.True(measured.StatusCode is HttpStatusCode.Created, await measured.Content.ReadAsStringAsync(Stop));
        return await measured.Content.ReadFromJsonAsync<JsonElement>(Stop);
    }
}
