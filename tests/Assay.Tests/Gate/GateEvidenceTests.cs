using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Assay.Evidence;
using Assay.Gate;
using Assay.Tests.Fairness;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Assay.Tests.Gate;

/// <summary>What happens at the gate is evidence without anybody's uploading it, each thing once.</summary>
public sealed class GateEvidenceTests(Product product) : IClassFixture<Product>, IAsyncLifetime
{
    private readonly HttpClient _http = product.Browser();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private GateSteps Gate => field ??= new(product, _http);

    public async ValueTask InitializeAsync()
    {
        await product.EnterNewOrganizationAsync();
        await Gate.RulesAsync(GateSteps.TwoApprovals);
        await Gate.RegisterAsync("churn");
    }

    public ValueTask DisposeAsync()
    {
        _http.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Checks_refusals_approvals_promotions_and_rollbacks_are_filed_under_change_management_with_their_date_and_once()
    {
        await _http.PostAsync("/api/models/churn/versions/1/gate-checks", null, Stop);
        await Gate.PromoteAsync("churn", 1);
        await Gate.ApproveBothAsync("churn", 1);
        await Gate.PromoteAsync("churn", 1);

        Assert.Equal(5, await FileAsync());
        product.Clock.Advance(TimeSpan.FromDays(3));
        Assert.Equal(0, await FileAsync());

        await using var db = await product.OpenAsync();
        var item = await db.Set<EvidenceItem>().SingleAsync(Stop);
        var versions = await db.Set<EvidenceVersion>().OrderBy(v => v.Number).ToListAsync(Stop);
        var controls = await db.Set<EvidenceControl>().Select(c => c.ControlId).OrderBy(c => c).ToListAsync(Stop);
        var promoted = (await Gate.EntriesAsync("model.promoted")).Single();

        Assert.Equal(("Change record of churn, version 1", "E05", 5), (item.Title, item.TypeId, versions.Count));
        Assert.Equal(["MD-02", "MD-03"], controls);
        Assert.All(versions, v => Assert.Equal((DateOnly.FromDateTime(promoted.OccurredAt.UtcDateTime), true, EvidenceSource.Job), (v.CoversFrom, v.AddedByService, v.Source)));
        var number = versions.Single(v => v.Run == $"{promoted.EntryId}").Number;

        using var file = JsonDocument.Parse(await _http.GetStringAsync($"/evidence/{item.Id}/versions/{number}/file", Stop));
        Assert.Equal((promoted.EntryId, "model.promoted", "Pass"), (file.RootElement.GetProperty("entry").GetGuid(), file.RootElement.GetProperty("kind").GetString(), file.RootElement.GetProperty("body").GetProperty("rules").GetProperty("two-approvals").GetString()));
        Assert.Contains($"/evidence/{item.Id}", await _http.GetStringAsync(await _http.PageOfAsync("churn", 1), Stop), StringComparison.Ordinal);
        Assert.Contains($"/ledger/{promoted.EntryId}", await _http.GetStringAsync($"/evidence/{item.Id}", Stop), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fairness_and_drift_results_are_filed_whole_under_the_controls_of_their_point()
    {
        await (await _http.MeasureAsync("churn", 1, Tables.Decisions(("a", 50, 100), ("b", 48, 100)))).FactAsync();
        await (await _http.MeasureAsync("churn", 1, Tables.Decisions(("a", 50, 100), ("b", 48, 100)), "in_production")).FactAsync();
        await Gate.FactAsync("churn", 1, "drift", new { columns = new[] { new { column = "age", verdict = "stable", psi = 0.01 } } });

        Assert.Equal(3, await FileAsync());

        await using var db = await product.OpenAsync();
        var items = await db.Set<EvidenceItem>().OrderBy(e => e.TypeId).ToListAsync(Stop);
        var controls = await db.Set<EvidenceControl>().Where(c => c.EvidenceId == items[0].Id).Select(c => c.ControlId).OrderBy(c => c).ToListAsync(Stop);
        Assert.Equal([("E12", 2), ("E20", 1)], items.Select(i => (i.TypeId, i.Latest)));
        Assert.Equal(["FB-01", "FB-02"], controls);
        Assert.Equal("P7.1", await db.Set<EvidenceCriterion>().Where(c => c.EvidenceId == items[0].Id).Select(c => c.CriterionId).SingleAsync(Stop));
        using var file = JsonDocument.Parse(await _http.GetStringAsync($"/evidence/{items[0].Id}/versions/1/file", Stop));
        Assert.Equal(0.96, file.RootElement.GetProperty("result").GetProperty("metrics").GetProperty("disparate_impact").GetDouble(), 1e-9);
    }

    [Fact]
    public async Task A_result_is_traced_back_to_data_recipe_datasets_and_approvers_and_a_broken_link_is_named()
    {
        var fact = await (await _http.MeasureAsync("churn", 1, Tables.Decisions(("a", 50, 100), ("b", 48, 100)))).FactAsync();
        await Gate.ApproveBothAsync("churn", 1);
        await FileAsync();

        var trace = await _http.GetFromJsonAsync<JsonElement>($"/api/models/churn/versions/1/trace?result={fact}", Stop);
        var links = trace.GetProperty("links").EnumerateArray().ToDictionary(l => l.GetProperty("what").GetString()!, l => l.GetProperty("broken").GetString());

        Assert.Equal("It is not in the register of datasets.", links["Dataset version"]);
        Assert.Equal(["Dataset version"], links.Where(l => l.Value is not null).Select(l => l.Key));
        Assert.Contains("Recipe", links.Keys);
        Assert.Contains("1 of 12 links are broken", await _http.GetStringAsync($"{await _http.PageOfAsync("churn", 1)}/trace?result={fact:n}", Stop), StringComparison.Ordinal);

        await Gate.FactAsync("churn", 1, "fairness", new { metrics = new { demographic_parity_ratio = 0.9 } });
        var stated = (await _http.GetFromJsonAsync<JsonElement>("/api/models/churn/versions/1", Stop)).GetProperty("facts")[0].GetProperty("id").GetGuid();
        var broken = (await _http.GetFromJsonAsync<JsonElement>($"/api/models/churn/versions/1/trace?result={stated}", Stop)).GetProperty("links").EnumerateArray().Where(l => l.GetProperty("broken").GetString() is not null).Select(l => l.GetProperty("what").GetString());
        Assert.Equal(["Data that it was computed from", "Recipe", "Evidence", "Dataset version"], broken);
        Assert.Equal(HttpStatusCode.NotFound, (await _http.GetAsync($"/api/models/churn/versions/1/trace?result={Guid.CreateVersion7(product.Clock.GetUtcNow())}", Stop)).StatusCode);
    }

    private async Task<int> FileAsync()
    {
        await using var scope = product.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<FileGateEvidence>().RunAsync(product.Actor!.Organization, Stop);
    }
}
