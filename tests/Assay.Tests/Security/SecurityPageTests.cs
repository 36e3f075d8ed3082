using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Assay.Ledger;
using Assay.Roles;
using Assay.Tests.Tokens;
using Microsoft.EntityFrameworkCore;

namespace Assay.Tests.Security;

public sealed class SecurityPageTests(Product product) : IClassFixture<Product>, IAsyncLifetime
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await product.EnterNewOrganizationAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task It_counts_what_an_auditor_would_ask_of_any_system()
    {
        var account = await product.AddServiceAccountAsync();
        await product.IssueTokenAsync(account, 7, Permission.ReadProgramme);
        await using (var db = await product.OpenAsync())
        {
            db.Record(product.Actor!, "user.sign_in_refused", product.Actor!.LedgerId, new { by = "password" });
            await db.CommitAsync(Stop);
        }

        var page = await product.Browser().GetStringAsync("/settings/security", Stop);

        Assert.Matches("0 of 1</span> <span class=\"label\">members with a second factor", page);
        Assert.Matches(">1</span> <span class=\"label\">failed sign-ins in 7 days", page);
        Assert.Matches(">1</span> <span class=\"label\">tokens that end within 30 days", page);
        Assert.Contains("the variable ASSAY_KEY", page, StringComparison.Ordinal);
        Assert.Contains("this machine only", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_organisations_accounts_are_not_counted()
    {
        await product.IssueTokenAsync(await product.AddServiceAccountAsync(), 7, Permission.ReadProgramme);
        await product.EnterNewOrganizationAsync();

        Assert.Matches(">0</span> <span class=\"label\">tokens that end within 30 days", await product.Browser().GetStringAsync("/settings/security", Stop));
    }

    [Fact]
    public async Task The_settings_of_the_organisation_are_changed_and_told()
    {
        var http = product.Browser();
        var change = new { name = "Renamed Ltd", timeZone = "Europe/Vienna", idleMinutes = 30, sessionHours = 8 };

        Assert.Equal(HttpStatusCode.OK, (await http.PutAsJsonAsync("/api/organization", change, Stop)).StatusCode);
        var now = await http.GetFromJsonAsync<JsonElement>("/api/organization", Stop);
        await using var db = await product.OpenAsync();
        var told = await db.Set<LedgerEntry>().Where(e => e.Kind == "organization.changed").ToListAsync(Stop);

        Assert.Equal(("Renamed Ltd", 30), (now.GetProperty("name").GetString(), now.GetProperty("idleMinutes").GetInt32()));
        Assert.Contains("\"idle_minutes\":30", Assert.Single(told).Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Nowhere/Land", 30, 8)]
    [InlineData("UTC", 121, 8)]
    [InlineData("UTC", 30, 0)]
    public async Task A_setting_that_makes_no_sense_or_loosens_the_houses_limits_is_refused(string zone, int idle, int hours) =>
        Assert.Equal(HttpStatusCode.BadRequest, (await product.Browser().PutAsJsonAsync("/api/organization", new { name = "x", timeZone = zone, idleMinutes = idle, sessionHours = hours }, Stop)).StatusCode);

    [Fact]
    public async Task Only_what_one_may_open_is_listed_among_the_settings()
    {
        Assert.Contains("/settings/tokens", await product.Browser().GetStringAsync("/settings", Stop), StringComparison.Ordinal);

        product.Roles = [Role.Employee];
        var page = await product.Browser().GetStringAsync("/settings", Stop);
        product.Roles = [Role.Owner];

        Assert.DoesNotContain("href=\"/settings/tokens\"", page, StringComparison.Ordinal);
    }
}
