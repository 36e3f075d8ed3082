using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Assay.Tests.Registers;

namespace Assay.Tests.Access;

public sealed class AccessPageTests(Product product) : IClassFixture<Product>, IAsyncLifetime
{
    private readonly HttpClient _http = product.Browser();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await product.EnterNewOrganizationAsync();

        await _http.ImportAsync("people", "name,email,starts_on,ends_on\nGrace Osei,grace@example.com,2023-09-01,2026-01-31\n");
        await _http.ImportAsync("access/accounts", "system,account,person_email,privileged,mfa,last_used,status\nGitHub,gosei,Grace@Example.com,no,on,2026-01-30,active\n");
    }

    public ValueTask DisposeAsync()
    {
        _http.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_leavers_live_account_is_the_first_thing_on_the_page_and_on_today()
    {
        var page = WebUtility.HtmlDecode(await _http.GetStringAsync("/access", Stop));
        var today = await _http.GetStringAsync("/", Stop);

        Assert.Contains("Grace Osei left on 2026-01-31; the account 'gosei' in GitHub is still active.", page, StringComparison.Ordinal);
        Assert.Contains("Leavers with a live account: 1", today, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_program_reads_the_findings()
    {
        var findings = await _http.GetFromJsonAsync<JsonElement>("/api/access/findings", Stop);

        Assert.Equal("LeaverWithLiveAccount", findings[0].GetProperty("kind").GetString());
    }

    [Fact]
    public async Task Systems_that_accounts_name_are_registered_with_them_and_cannot_be_removed_under_them()
    {
        var systems = await _http.GetFromJsonAsync<JsonElement>("/api/access/systems", Stop);
        var id = systems.GetProperty("rows")[0].GetProperty("id").GetString();

        var refused = await _http.DeleteAsync($"/api/access/systems/{id}?reason=test", Stop);

        Assert.Equal("GitHub", systems.GetProperty("rows")[0].GetProperty("name").GetString());
        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
    }

    [Fact]
    public async Task Another_organisation_sees_none_of_it()
    {
        await product.EnterNewOrganizationAsync();

        Assert.Contains("No accounts yet", await _http.GetStringAsync("/access", Stop), StringComparison.Ordinal);
    }
}
