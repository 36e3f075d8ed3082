using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Assay.Roles;
using Assay.Tests.Tokens;

namespace Assay.Tests.Web;

/// <summary>What holds for every address of the API.</summary>
public sealed class ApiConventionTests(Product product) : IClassFixture<Product>, IAsyncLifetime
{
    private readonly HttpClient _http = product.Browser();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await product.EnterNewOrganizationAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>Open to whoever knows the receipt's id: nobody can sign in to an organisation that is gone.</summary>
    private const string _open = "get /api/organization/receipts/{id}";

    [Fact]
    public async Task Each_operation_says_which_permission_it_needs()
    {
        var document = await _http.GetFromJsonAsync<JsonElement>("/openapi/v1.json", Stop);
        var operations = document.GetProperty("paths").EnumerateObject().SelectMany(p => p.Value.EnumerateObject(), (p, o) => (Name: $"{o.Name} {p.Name}", o.Value)).ToList();

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

    private Task<HttpResponseMessage> SendAsync(string path, string key, object body)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) };
        request.Headers.TryAddWithoutValidation("Idempotency-Key", key);
        return _http.SendAsync(request, Stop);
    }
}
