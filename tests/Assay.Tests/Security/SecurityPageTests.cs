using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Assay.Ledger;
using Assay.Roles;
using Assay.Tests.Identity;
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
    public async Task A_member_who_could_be_let_in_by_a_password_alone_changes_where_the_company_stands_whatever_it_answered()
    {
        var http = product.Browser();
        var answered = await http.PutAsJsonAsync("/api/interview/answers/mfa_scope", new { answer = "privileged", version = 0 }, Stop);
        Assert.True(answered.IsSuccessStatusCode, await answered.Content.ReadAsStringAsync(Stop));

        Assert.Equal(("missing", "failing"), await StandingAsync("CC6.6", "AC-02"));

        await product.WithIdentityAsync(async db =>
        {
            db.Authenticators.Add(new(product.Actor!.UserId, [1], 0, product.Clock.GetUtcNow()));
            return await db.SaveChangesAsync(Stop);
        });
        Assert.Equal(("partial", "designed"), await StandingAsync("CC6.6", "AC-02"));
    }

    [Fact]
    public async Task A_token_whose_owner_has_left_is_a_fault_of_the_control_over_leavers()
    {
        var account = await product.AddServiceAccountAsync();
        await product.IssueTokenAsync(account, 30, Permission.ReadProgramme);
        Assert.NotEqual("failing", (await StandingAsync("CC6.2", "AC-05")).Control);

        var owner = product.Actor!.UserId;
        await product.WithIdentityAsync(db => db.Memberships.Where(m => m.UserId == owner).ExecuteUpdateAsync(m => m.SetProperty(e => e.EndedAt, product.Clock.GetUtcNow()), Stop));

        Assert.Equal("failing", (await StandingAsync("CC6.2", "AC-05")).Control);
    }

    [Fact]
    public async Task The_settings_of_the_organisation_are_changed_and_told()
    {
        var http = product.Browser();
        var change = new { name = "Renamed Ltd", idleMinutes = 30, sessionHours = 8 };

        Assert.Equal(HttpStatusCode.OK, (await http.PutAsJsonAsync("/api/organization", change, Stop)).StatusCode);
        var now = await http.GetFromJsonAsync<JsonElement>("/api/organization", Stop);
        await using var db = await product.OpenAsync();
        var told = await db.Set<LedgerEntry>().Where(e => e.Kind == "organization.changed").ToListAsync(Stop);

        Assert.Equal(("Renamed Ltd", 30), (now.GetProperty("name").GetString(), now.GetProperty("idleMinutes").GetInt32()));
        Assert.Contains("\"idle_minutes\":30", Assert.Single(told).Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", 30, 8)]
    [InlineData("x", 121, 8)]
    [InlineData("x", 30, 0)]
    public async Task A_setting_that_makes_no_sense_or_loosens_the_houses_limits_is_refused(string name, int idle, int hours) =>
        Assert.Equal(HttpStatusCode.BadRequest, (await product.Browser().PutAsJsonAsync("/api/organization", new { name, idleMinutes = idle, sessionHours = hours }, Stop)).StatusCode);

    [Fact]
    public async Task Only_what_one_may_open_is_listed_among_the_settings()
    {
        Assert.Contains("/settings/tokens", await product.Browser().GetStringAsync("/settings", Stop), StringComparison.Ordinal);

        product.Roles = [Role.Employee];
        var page = await product.Browser().GetStringAsync("/settings", Stop);
        product.Roles = [Role.Owner];

        Assert.DoesNotContain("href=\"/settings/tokens\"", page, StringComparison.Ordinal);
    }

    private async Task<(string Criterion, string? Control)> StandingAsync(string criterion, string control)
    {
        var report = await product.Browser().GetFromJsonAsync<JsonElement>("/api/gaps", Stop);
        var standing = report.GetProperty("criteria").EnumerateArray().Single(c => c.GetProperty("id").GetString() == criterion);
        var state = report.GetProperty("criteria").EnumerateArray().SelectMany(c => c.GetProperty("controls").EnumerateArray()).FirstOrDefault(c => c.GetProperty("id").GetString() == control);

        return (standing.GetProperty("status").GetString()!, state.ValueKind is JsonValueKind.Undefined ? null : state.GetProperty("state").GetString());
    }
}
