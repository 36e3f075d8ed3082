using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Assay.Gaps;
using Assay.Ledger;
using Assay.Roles;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Assay.Tests.Evidence;

/// <summary>What evidence does to readiness, to coverage and to tasks.</summary>
public sealed partial class ReadinessTests(Product product) : InNewOrganization(product)
{
    [Fact]
    public async Task A_file_uploaded_in_March_for_January_fills_January_only_and_only_once_it_is_accepted()
    {
        var id = await Http.AddAsync("leavers", ("control", "AC-05"), ("from", "2026-01-01"), ("to", "2026-01-31"));
        Assert.DoesNotContain("covered", await StatesAsync("AC-05", "2026-01-01", "2026-03-31"));

        await Product.AsAsync(Vault.Colleague(Product), async () => await Http.ReviewAsync(id, 1, accept: true));
        var states = await StatesAsync("MON-01", "2026-01-01", "2026-03-31");
        Assert.Empty(states);
        Assert.Equal("covered", (await StatesAsync("AC-05", "2026-01-01", "2026-03-31"))[0].ToLowerInvariant());
        Assert.DoesNotContain("covered", (await StatesAsync("AC-05", "2026-02-01", "2026-03-31")).Select(s => s.ToLowerInvariant()));
    }

    [Fact]
    public async Task The_grids_count_of_gaps_is_the_figure_on_the_first_page()
    {
        await Http.AddAcceptedAsync(Product, "one month", ("control", "AC-05"));
        (await Http.PostAsJsonAsync("/api/adoption", new { controls = Array.Empty<string>(), policies = Array.Empty<string>() }, Stop)).EnsureSuccessStatusCode();
        await PlanAsync("2026-12-31", startsOn: "2025-09-01");

        var grid = await Http.GetFromJsonAsync<JsonElement>("/api/evidence/coverage", Stop);
        var gaps = grid.GetProperty("gaps").GetInt32();
        var cells = grid.GetProperty("rows").EnumerateArray().SelectMany(r => r.GetProperty("cells").EnumerateArray()).Count(c => c.GetProperty("state").GetString() is "Missing" or "Partial");
        var today = await Http.GetStringAsync("/", Stop);
        var page = await Http.GetStringAsync("/evidence/coverage", Stop);

        Assert.True(gaps > 0);
        Assert.Equal(gaps, cells);
        Assert.Equal($"{gaps:N0}", Figure("Evidence gaps").Match(today).Groups["value"].Value);
        Assert.Equal(gaps, CellInPage().Count(page));
    }

    [Fact]
    public async Task Accepted_evidence_makes_a_control_evidenced_until_it_is_stale_and_then_its_task_opens_again()
    {
        await ClosingIsRefusedAsync("AC-05");
        await Http.AddAcceptedAsync(Product, "january", ("control", "AC-05"));
        Assert.Contains("Evidenced", await Http.GetStringAsync("/controls/AC-05", Stop), StringComparison.Ordinal);

        Assert.Equal(HttpStatusCode.NoContent, (await Http.PostAsync("/api/gaps/tasks/AC-05/close", null, Stop)).StatusCode);
        Assert.Empty(await ReopenAsync());

        Product.Clock.Advance(TimeSpan.FromDays(120));
        Assert.DoesNotContain("Evidenced", await Http.GetStringAsync("/controls/AC-05", Stop), StringComparison.Ordinal);
        Assert.Contains("Stale", await Http.GetStringAsync("/evidence?status=Stale", Stop), StringComparison.Ordinal);
        Assert.Equal(["AC-05"], await ReopenAsync());
        await ClosingIsRefusedAsync("AC-05");

        await using var db = await Product.OpenAsync();
        Assert.Equal(["task.close_refused", "task.close_refused", "task.closed", "task.reopened"],
            await db.Set<LedgerEntry>().Where(e => e.Subject == "task/AC-05").Select(e => e.Kind).Order().ToListAsync(Stop));

        // Its age bears on the present only: the month that it covered stays covered.
        Assert.Equal("Covered", (await StatesAsync("AC-05", "2026-01-01", "2026-01-31"))[0]);
    }

    [Fact]
    public async Task A_day_ends_where_the_organisation_is()
    {
        Product.Clock.Advance(TimeSpan.FromHours(14) - Product.Clock.GetUtcNow().TimeOfDay);
        var tomorrow = DateOnly.FromDateTime(Product.Clock.GetUtcNow().UtcDateTime).AddDays(1).ToString("yyyy-MM-dd");
        Assert.Equal(HttpStatusCode.BadRequest, (await Http.FileAsync("early", ("kind", "occurrence"), ("from", tomorrow), ("to", ""))).StatusCode);

        await Http.SubmitAsync("/evidence/coverage", "zone", ("Zone", "Pacific/Auckland"));

        Assert.Equal(HttpStatusCode.Created, (await Http.FileAsync("early", ("kind", "occurrence"), ("from", tomorrow), ("to", ""))).StatusCode);
        Assert.Contains("knows no", await (await Http.SubmitAsync("/evidence/coverage", "zone", ("Zone", "Mars/Olympus"))).Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_share_that_arrived_without_an_upload_is_shown_and_each_item_names_its_collector_and_run()
    {
        var id = await Http.AddAsync("nightly", ("collector", "backup-check"), ("run", "4711"), ("source", "connector"));

        Assert.Contains("1 of 1", await Http.GetStringAsync("/evidence", Stop), StringComparison.Ordinal);
        Assert.Contains("Connector: backup-check, run 4711", await Http.GetStringAsync($"/evidence/{id}", Stop), StringComparison.Ordinal);
    }

    private async Task ClosingIsRefusedAsync(string control)
    {
        var refused = await Http.PostAsync($"/api/gaps/tasks/{control}/close", null, Stop);
        Assert.Equal((HttpStatusCode.Conflict, "/problems/control-not-evidenced"), (refused.StatusCode, await refused.TypeOfAsync()));
    }

    private async Task<IReadOnlyList<string>> ReopenAsync()
    {
        await using var scope = Product.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<ReopenTasks>().RunAsync(Product.Actor!, Stop);
    }

    private async Task<IReadOnlyList<string>> StatesAsync(string control, string from, string to) =>
        [.. (await Http.GetFromJsonAsync<JsonElement>($"/api/evidence/coverage?from={from}&to={to}", Stop)).GetProperty("rows").EnumerateArray()
            .Where(r => r.GetProperty("control").GetProperty("controlId").GetString() == control)
            .SelectMany(r => r.GetProperty("cells").EnumerateArray()).Select(c => c.GetProperty("state").GetString()!)];

    private async Task PlanAsync(string wantedOn, string startsOn) =>
        await Http.SubmitAsync("/plan", "plan", ("Form.Programme", "four-phase"), ("Form.WantedOn", wantedOn), ("Form.StartsOn", startsOn), ("Form.ReadinessMonths", "1"),
            ("Form.RemediationMonths", "1"), ("Form.MlMonths", "0"), ("Form.WindowMonths", "6"), ("Form.FieldworkMonths", "2"), ("Form.Version", "0"));

    private static Regex Figure(string title) => new($"<span class=\"value\">(?<value>[^<]+)</span> <span class=\"label\">{title}</span>", RegexOptions.None, TimeSpan.FromSeconds(1));

    [GeneratedRegex("class=\"cell (missing|partial)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex CellInPage();
}
