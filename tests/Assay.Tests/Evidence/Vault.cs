using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Assay.Database;
using Microsoft.AspNetCore.WebUtilities;

namespace Assay.Tests.Evidence;

/// <summary>Steps that the tests of the vault share; each goes through the API.</summary>
internal static class Vault
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static Task<HttpResponseMessage> FileAsync(this HttpClient http, string content, params (string Name, string Value)[] fields) =>
        http.FileAsync("/api/evidence", new MemoryStream(Encoding.UTF8.GetBytes(content)), fields);

    public static async Task<HttpResponseMessage> FileAsync(this HttpClient http, string path, Stream content, params (string Name, string Value)[] fields)
    {
        var query = new Dictionary<string, string?> { ["file"] = "log.csv", ["control"] = "AC-05", ["kind"] = "continuous", ["from"] = "2026-01-01", ["to"] = "2026-01-31" };
        foreach (var (name, value) in fields) query[name] = value;

        using var body = new StreamContent(content) { Headers = { ContentType = new("application/octet-stream") } };
        return await http.PostAsync(QueryHelpers.AddQueryString(path, query.Where(f => f.Value != "")), body, Stop);
    }

    public static async Task<Guid> AddAsync(this HttpClient http, string content, params (string Name, string Value)[] fields) =>
        (await (await http.FileAsync(content, fields)).EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>(Stop)).GetProperty("id").GetGuid();

    public static Task<HttpResponseMessage> ReviewAsync(this HttpClient http, Guid id, int number, bool accept, string? reason = null) =>
        http.PostAsJsonAsync($"/api/evidence/{id}/reviews", new { number, accept, reason }, Stop);

    public static async Task<Guid> AddAcceptedAsync(this HttpClient http, Product product, string content, params (string Name, string Value)[] fields)
    {
        var id = await http.AddAsync(content, fields);
        await product.AsAsync(Colleague(product), async () => (await http.ReviewAsync(id, 1, accept: true)).EnsureSuccessStatusCode());
        return id;
    }

    public static Task<JsonElement> ReadAsync(this HttpClient http, Guid id) => http.GetFromJsonAsync<JsonElement>($"/api/evidence/{id}", Stop);

    /// <summary>Somebody else of the same company.</summary>
    public static Actor Colleague(Product product) => product.Actor! with { UserId = Guid.CreateVersion7(product.Clock.GetUtcNow()), Name = "Grace" };

    public static async Task AsAsync(this Product product, Actor actor, Func<Task> act)
    {
        var before = product.Actor;
        product.Actor = actor;

        try
        {
            await act();
        }
        finally
        {
            product.Actor = before;
        }
    }

    public static async Task<string> TypeOfAsync(this HttpResponseMessage answer) => (await answer.Content.ReadFromJsonAsync<JsonElement>(Stop)).GetProperty("type").GetString()!;
}
