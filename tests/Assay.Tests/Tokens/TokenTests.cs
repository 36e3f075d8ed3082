using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Assay.Database;
using Assay.Ledger;
using Assay.Roles;
using Assay.Tokens;
using Microsoft.EntityFrameworkCore;

namespace Assay.Tests.Tokens;

public sealed class TokenTests(Product product) : IClassFixture<Product>, IAsyncLifetime
{
    private Actor _owner = null!;
    private Guid _account;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await product.EnterNewOrganizationAsync();
        _owner = product.Actor!;
        _account = await product.AddServiceAccountAsync();
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task A_program_comes_in_by_its_token_as_itself_and_with_its_scope_only()
    {
        var token = await IssueAsync(Permission.ReadProgramme, Permission.AddEvidence);

        var oneself = await product.Program(token).GetFromJsonAsync<JsonElement>("/api/whoami", Stop);

        Assert.Equal("release-pipeline", oneself.GetProperty("name").GetString());
        Assert.StartsWith("Company ", oneself.GetProperty("organization").GetString(), StringComparison.Ordinal);
        Assert.True(oneself.GetProperty("isService").GetBoolean());
        Assert.Equal(["AddEvidence", "ReadProgramme", "SeeOneself"], oneself.GetProperty("permissions").EnumerateArray().Select(p => p.GetString()!).Order());
    }

    [Fact]
    public async Task A_client_that_knows_only_passwords_sends_the_token_as_its_password()
    {
        var client = product.Program(null);
        var token = await IssueAsync(Permission.ReadProgramme);
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"token:{token}")));

        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/api/whoami", Stop)).StatusCode);
    }

    [Theory]
    [InlineData("nothing")]
    [InlineData("Bearer")]
    [InlineData("Bearer assay_")]
    [InlineData("Bearer \0")]
    [InlineData("Basic !!!")]
    [InlineData("Basic dG9rZW4=")]
    [InlineData("Negotiate assay_x")]
    public async Task What_is_no_token_is_refused_and_told_how_to_come_in(string header)
    {
        product.Actor = null;
        var client = product.Browser();
        if (header != "nothing") client.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", header);

        var answer = await client.GetAsync("/api/whoami", Stop);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.StartsWith("Bearer realm=\"Assay\"", answer.Headers.WwwAuthenticate.ToString(), StringComparison.Ordinal);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task A_forged_token_opens_nothing()
    {
        var token = await IssueAsync(Permission.ReadProgramme);
        var real = TokenText.Parse(token)!;

        Assert.Equal(HttpStatusCode.Unauthorized, await KnockAsync(token[..^1] + (token[^1] == 'A' ? 'B' : 'A')));     // a letter changed
        Assert.Equal(HttpStatusCode.Unauthorized, await KnockAsync(TokenText.New(real.Organization, real.TokenId).Reveal()));     // well formed, another secret
        Assert.Equal(HttpStatusCode.Unauthorized, await KnockAsync(TokenText.New(OrganizationId.New(product.Clock), real.TokenId).Reveal()));
        Assert.Equal(HttpStatusCode.Unauthorized, await KnockAsync(token + "A"));
        Assert.Equal(HttpStatusCode.OK, await KnockAsync(token));
    }

    [Fact]
    public async Task A_token_ends_on_its_day_and_lasts_a_year_at_most()
    {
        var token = await IssueAsync(30, Permission.ReadProgramme);

        product.Clock.Advance(TimeSpan.FromDays(29));
        Assert.Equal(HttpStatusCode.OK, await KnockAsync(token));
        product.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(HttpStatusCode.Unauthorized, await KnockAsync(token));

        product.Actor = _owner;
        var tooLong = await product.Browser().PostAsJsonAsync($"/api/service-accounts/{_account}/tokens", new { name = "x", days = 366, scopes = new[] { "ReadProgramme" } }, Stop);
        Assert.Equal(HttpStatusCode.BadRequest, tooLong.StatusCode);
    }

    [Fact]
    public async Task A_revoked_token_and_those_of_a_closed_account_stop_at_once()
    {
        var revoked = await IssueAsync(Permission.ReadProgramme);
        var closed = await IssueAsync(Permission.ReadProgramme);
        var owner = product.Browser();

        product.Actor = _owner;
        await owner.DeleteAsync($"/api/service-accounts/{_account}/tokens/{TokenText.Parse(revoked)!.TokenId}", Stop);
        Assert.Equal(HttpStatusCode.Unauthorized, await KnockAsync(revoked));
        Assert.Equal(HttpStatusCode.OK, await KnockAsync(closed));

        product.Actor = _owner;
        await owner.DeleteAsync($"/api/service-accounts/{_account}", Stop);
        Assert.Equal(HttpStatusCode.Unauthorized, await KnockAsync(closed));
    }

    [Theory]
    [InlineData("ApprovePolicies")]
    [InlineData("SignOffModels")]
    [InlineData("ReviewEvidence")]
    [InlineData("ManageTokens")]
    [InlineData("999")]
    public async Task No_token_can_be_given_an_approval_or_more_than_a_program_may(string scope)
    {
        var answer = await product.Browser().PostAsJsonAsync($"/api/service-accounts/{_account}/tokens", new { name = "x", days = 30, scopes = new[] { scope } }, Stop);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public void Nothing_that_a_program_may_do_is_an_approval() =>
        Assert.DoesNotContain(TokenScopes.All, p => p.ToString() is var name && (name.StartsWith("Approve", StringComparison.Ordinal) || name.StartsWith("SignOff", StringComparison.Ordinal) || name.StartsWith("Review", StringComparison.Ordinal)));

    [Fact]
    public async Task Of_a_token_only_a_hash_is_kept_and_the_ledger_tells_who_issued_it()
    {
        var token = await IssueAsync(Permission.ReadProgramme);

        await using var db = await product.OpenAsync();
        var row = await db.Set<ApiToken>().SingleAsync(Stop);
        var entry = await db.Set<LedgerEntry>().SingleAsync(e => e.Kind == "token.issued", Stop);

        Assert.Equal(System.Security.Cryptography.SHA256.HashData(Encoding.ASCII.GetBytes(token)), row.Hash);
        Assert.Equal(_owner.LedgerId, entry.Actor);
        Assert.Equal($"service/{_account:n}", entry.Subject);
        Assert.DoesNotContain(token[10..], entry.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task When_it_was_last_used_is_dated_to_the_hour()
    {
        var token = await IssueAsync(Permission.ReadProgramme);
        var first = product.Clock.GetUtcNow();
        await KnockAsync(token);
        product.Clock.Advance(TimeSpan.FromMinutes(59));
        await KnockAsync(token);
        Assert.Equal(first, await LastUsedAsync());

        product.Clock.Advance(TimeSpan.FromMinutes(1));
        await KnockAsync(token);
        Assert.Equal(product.Clock.GetUtcNow(), await LastUsedAsync());
    }

    [Fact]
    public async Task Another_organisation_sees_neither_account_nor_token()
    {
        var token = await IssueAsync(Permission.ReadProgramme);
        product.Actor = await product.NewOrganizationAsync("Other", $"{Guid.CreateVersion7()}@example.com");
        var eve = product.Browser();

        Assert.Equal("[]", await eve.GetStringAsync("/api/service-accounts", Stop));
        Assert.Equal(HttpStatusCode.NotFound, (await eve.DeleteAsync($"/api/service-accounts/{_account}", Stop)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await eve.DeleteAsync($"/api/service-accounts/{_account}/tokens/{TokenText.Parse(token)!.TokenId}", Stop)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await eve.PostAsJsonAsync($"/api/service-accounts/{_account}/tokens", new { name = "x", days = 30, scopes = new[] { "ReadProgramme" } }, Stop)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, await KnockAsync(token));
    }

    [Fact]
    public async Task A_page_that_is_sent_twice_issues_one_token_and_shows_it_once()
    {
        var browser = product.Browser();
        (string, string)[] fields = [("Form.Id", "01932a5c-0000-7000-8000-000000000001"), ("Form.Name", "In CI"), ("Form.Days", "30"), ("Form.Scopes", "ReadProgramme")];

        var first = await (await browser.SubmitAsync($"/settings/tokens/{_account}", "issue", fields)).Content.ReadAsStringAsync(Stop);
        var second = await (await browser.SubmitAsync($"/settings/tokens/{_account}", "issue", fields)).Content.ReadAsStringAsync(Stop);

        Assert.Matches("assay_[A-Za-z0-9_-]{76}", first);
        Assert.DoesNotMatch("assay_[A-Za-z0-9_-]{76}", second);
        Assert.Contains("sent before", second, StringComparison.Ordinal);
        Assert.DoesNotMatch("assay_[A-Za-z0-9_-]{76}", await browser.GetStringAsync($"/settings/tokens/{_account}", Stop));
    }

    private Task<string> IssueAsync(params Permission[] scopes) => IssueAsync(90, scopes);

    private Task<string> IssueAsync(int days, params Permission[] scopes) => product.IssueTokenAsync(_account, days, scopes);

    private async Task<HttpStatusCode> KnockAsync(string token)
    {
        product.Actor = null;
        return (await product.Program(token).GetAsync("/api/whoami", Stop)).StatusCode;
    }

    private async Task<DateTimeOffset?> LastUsedAsync()
    {
        product.Actor = _owner;
        await using var db = await product.OpenAsync();
        return await db.Set<ApiToken>().Select(t => t.LastUsedAt).SingleAsync(Stop);
    }
}
