using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Assay.Database;
using Assay.Ledger;
using Microsoft.EntityFrameworkCore;

namespace Assay.Tests.Scim;

/// <summary>A company's directory, as it speaks to Assay.</summary>
public sealed class CompanyDirectory(Product product)
{
    private readonly HttpClient _http = product.Browser();

    public Actor Owner { get; private set; } = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static async Task<CompanyDirectory> OpenAsync(Product product)
    {
        product.Roles = [Assay.Roles.Role.Owner];
        await product.EnterNewOrganizationAsync();
        return new(product) { Owner = product.Actor! };
    }

    public async Task<(HttpStatusCode Status, JsonObject Body, HttpResponseMessage Answer)> SendAsync(string method, string path, string? body = null, string? ifMatch = null)
    {
        using var request = new HttpRequestMessage(new(method), $"/scim/v2{path}");
        if (body is not null) request.Content = new StringContent(body, Encoding.UTF8, "application/scim+json");
        if (ifMatch is not null) request.Headers.TryAddWithoutValidation(method is "GET" ? "If-None-Match" : "If-Match", ifMatch);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/scim+json"));

        var answer = await _http.SendAsync(request, Stop);
        var text = await answer.Content.ReadAsStringAsync(Stop);
        return (answer.StatusCode, text is "" ? [] : JsonNode.Parse(text)!.AsObject(), answer);
    }

    public async Task<JsonObject> MustAsync(string method, string path, string? body = null)
    {
        var (status, json, _) = await SendAsync(method, path, body);
        Assert.True((int)status < 300, $"{method} {path}: {status} {json}");
        return json;
    }

    public async Task<string> AddUserAsync(string userName, string more = "") =>
        (await MustAsync("POST", "/Users", $$"""{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"{{userName}}"{{more}}}"""))["id"]!.GetValue<string>();

    public async Task<string> AddGroupAsync(string name, params string[] members) =>
        (await MustAsync("POST", "/Groups", $$"""{"schemas":["urn:ietf:params:scim:schemas:core:2.0:Group"],"displayName":"{{name}}","members":[{{string.Join(',', members.Select(m => $$"""{"value":"{{m}}"}"""))}}]}"""))["id"]!.GetValue<string>();

    public Task<JsonObject> PatchAsync(string path, string operations) =>
        MustAsync("PATCH", path, $$"""{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[{{operations}}]}""");

    /// <summary>The user names that a filter finds, in order.</summary>
    public async Task<string[]> FindAsync(string filter, string more = "") =>
        [.. (await MustAsync("GET", $"/Users?filter={Uri.EscapeDataString(filter)}{more}"))["Resources"]!.AsArray().Select(u => u!["userName"]!.GetValue<string>())];

    public async Task<string[]> ToldAsync(string kind)
    {
        await using var db = await product.OpenAsync();
        return await db.Set<LedgerEntry>().Where(e => e.Kind == kind).OrderBy(e => e.EntryId).Select(e => e.Body).ToArrayAsync(Stop);
    }
}
