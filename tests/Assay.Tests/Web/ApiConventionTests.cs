using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Assay.Roles;
using Assay.Tests.Tokens;
using Microsoft.EntityFrameworkCore;

namespace Assay.Tests.Web;

/// <summary>What holds for every address of the API.</summary>
public sealed class ApiConventionTests(Product product) : IClassFixture<Product>, IAsyncLifetime
{
    private readonly HttpClient _http = product.Browser();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await product.EnterNewOrganizationAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>
    /// The one address that needs no permission, because nobody can hold one: the receipt's organisation is gone, and its people's
    /// accounts with it. Its id is what lets one see it; only whoever deleted the organisation was told.
    /// </summary>
    private const string _open = "get /api/organization/receipts/{id}";

    [Fact]
    public async Task Each_operation_says_which_permission_it_needs()
    {
        var document = await _http.GetFromJsonAsync<JsonElement>("/openapi/v1.json", Stop);
        var operations = document.GetProperty("paths").EnumerateObject().SelectMany(p => p.Value.EnumerateObject(), (p, o) => (Name: $"{o.Name} {p.Name}", o.Value)).ToList();

        Assert.Equal([_open], operations.Where(o => !o.Value.TryGetProperty("x-permission", out _)).Select(o => o.Name));
        Assert.All(operations.Where(o => o.Name != _open), o => Assert.True(Enum.TryParse<Permission>(o.Value.GetProperty("x-permission").GetString(), out _), o.Name));
        Assert.True(document.GetProperty("components").GetProperty("securitySchemes").TryGetProperty("token", out _));
    }

    [Fact]
    public async Task A_write_that_is_sent_again_with_its_key_is_done_once_and_answered_the_same()
    {
        var first = await AddAsync("key-1", "Nadia");
        var again = await AddAsync("key-1", "Nadia");

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.Created), (first.StatusCode, again.StatusCode));
        Assert.Equal(await first.Content.ReadAsStringAsync(Stop), await again.Content.ReadAsStringAsync(Stop));
        Assert.Equal(first.Headers.Location, again.Headers.Location);
        Assert.True(again.Headers.Contains("Idempotency-Replayed"));
        Assert.Equal(1, (await _http.GetFromJsonAsync<JsonElement>("/api/people", Stop)).GetProperty("total").GetInt32());
    }

    [Fact]
    public async Task A_key_names_one_request_of_one_caller_for_a_day()
    {
        await AddAsync("key-2", "Nadia");
        var other = await AddAsync("key-2", "Somebody else");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, other.StatusCode);
        Assert.Equal("/problems/idempotency-key-reused", (await other.Content.ReadFromJsonAsync<JsonElement>(Stop)).GetProperty("type").GetString());

        await product.EnterNewOrganizationAsync();
        Assert.Equal(HttpStatusCode.Created, (await AddAsync("key-2", "Somebody else")).StatusCode);

        product.Clock.Advance(TimeSpan.FromHours(25));
        Assert.Equal(HttpStatusCode.Created, (await AddAsync("key-2", "A third")).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await AddAsync(new string('k', 201), "A fourth")).StatusCode);
    }

    [Fact]
    public async Task A_token_is_not_kept_to_be_shown_again()
    {
        var account = await product.AddServiceAccountAsync();
        var first = await IssueAsync(account);
        var again = await IssueAsync(account);

        Assert.Equal(HttpStatusCode.Created, first.StatusCode);
        Assert.Equal(HttpStatusCode.Conflict, again.StatusCode);
        Assert.Equal(1, (await _http.GetFromJsonAsync<JsonElement>("/api/service-accounts", Stop))[0].GetProperty("tokens").GetArrayLength());
    }

    [Fact]
    public async Task The_link_of_an_invitation_is_not_kept_either()
    {
        var first = await InviteAsync();
        var path = (await first.Content.ReadFromJsonAsync<JsonElement>(Stop)).GetProperty("path").GetString()!;
        var again = await InviteAsync();

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Conflict), (first.StatusCode, again.StatusCode));
        await using var db = await product.OpenAsync();
        Assert.DoesNotContain(path.Split('/')[^1], string.Concat(await db.Database.SqlQuery<string>($"""select coalesce(convert_from(body, 'UTF8'), '') as "Value" from repeatable_write""").ToListAsync(Stop)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_removal_names_the_version_that_it_was_decided_on()
    {
        var added = await AddAsync("remove", "Nadia");

        Assert.Equal(HttpStatusCode.PreconditionFailed, await RemoveAsync("\"7\""));
        Assert.Equal(HttpStatusCode.NoContent, await RemoveAsync("\"0\""));

        Task<HttpStatusCode> RemoveAsync(string tag) => StatusAsync(HttpMethod.Delete, $"{added.Headers.Location}?reason=Entered+twice", tag);
    }

    [Fact]
    public async Task What_the_registers_do_not_hold_names_its_version_too()
    {
        var account = await product.AddServiceAccountAsync();
        var version = (await _http.GetFromJsonAsync<JsonElement>("/api/service-accounts", Stop))[0].GetProperty("version").GetInt32();
        await _http.PostAsJsonAsync("/api/models", new { name = "ranker" }, Stop);
        var model = (await _http.GetAsync("/api/models/ranker", Stop)).Headers.ETag!.Tag;
        var owned = new { name = "ci", purpose = "Builds", ownerId = product.Actor!.UserId };

        Assert.Equal(HttpStatusCode.PreconditionFailed, await StatusAsync(HttpMethod.Put, $"/api/service-accounts/{account}", "\"99\"", owned));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(HttpMethod.Put, $"/api/service-accounts/{account}", $"\"{version}\"", owned));
        Assert.Equal(HttpStatusCode.PreconditionFailed, await StatusAsync(HttpMethod.Delete, $"/api/service-accounts/{account}", $"\"{version}\""));
        Assert.Equal(HttpStatusCode.PreconditionFailed, await StatusAsync(HttpMethod.Put, "/api/models/ranker/assignment", "\"99\"", new { owner = "Nadia", consequential = true }));
        Assert.Equal(HttpStatusCode.NoContent, await StatusAsync(HttpMethod.Put, "/api/models/ranker/assignment", model, new { owner = "Nadia", consequential = true }));
        Assert.Equal(HttpStatusCode.PreconditionFailed, await StatusAsync(HttpMethod.Put, "/api/interview/answers/headcount", "\"3\"", new { answer = "15" }));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(HttpMethod.Put, "/api/interview/answers/headcount", "\"0\"", new { answer = "15" }));
    }

    [Theory]
    [InlineData("\"0\"", HttpStatusCode.OK)]
    [InlineData("*", HttpStatusCode.OK)]
    [InlineData("\"7\"", HttpStatusCode.PreconditionFailed)]
    [InlineData("\"not-ours\"", HttpStatusCode.PreconditionFailed)]
    public async Task A_change_names_the_version_that_it_was_made_to(string tag, HttpStatusCode expected)
    {
        var added = await AddAsync($"k{Guid.CreateVersion7():n}", "Nadia");
        var read = await _http.GetAsync(added.Headers.Location, Stop);
        Assert.Equal("\"0\"", read.Headers.ETag?.Tag);

        var change = new HttpRequestMessage(HttpMethod.Put, added.Headers.Location) { Content = JsonContent.Create(new { name = "Nadia Rahman" }) };
        change.Headers.TryAddWithoutValidation("If-Match", tag);
        var changed = await _http.SendAsync(change, Stop);

        Assert.Equal(expected, changed.StatusCode);
        if (expected is HttpStatusCode.OK) Assert.Equal("\"1\"", changed.Headers.ETag?.Tag);
    }

    private Task<HttpResponseMessage> AddAsync(string key, string name) =>
        SendAsync("/api/people", key, new { name, email = $"{name.Replace(' ', '.')}@example.com", starts_on = "2024-02-01" });

    private Task<HttpResponseMessage> IssueAsync(Guid account) =>
        SendAsync($"/api/service-accounts/{account}/tokens", "issue", new { name = "In CI", days = 30, scopes = new[] { "AddEvidence" } });

    private Task<HttpResponseMessage> InviteAsync() => SendAsync("/api/members/invitations", "invite", new { email = "nadia@example.com", roles = new[] { "Contributor" } });

    private async Task<HttpStatusCode> StatusAsync(HttpMethod method, string path, string tag, object? body = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        request.Headers.TryAddWithoutValidation("If-Match", tag);
        return (await _http.SendAsync(request, Stop)).StatusCode;
    }

    private Task<HttpResponseMessage> SendAsync(string path, string key, object body)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) };
        request.Headers.TryAddWithoutValidation("Idempotency-Key", key);
        return _http.SendAsync(request, Stop);
    }
}
