using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Assay.Tests.Mlflow;

/// <summary>Calls MLflow's REST API as its clients do: parameters in the address of a GET, in a JSON body otherwise. Every reply is read strictly.</summary>
internal sealed class MlflowClient(HttpClient http)
{
    public sealed record Answer(HttpStatusCode Status, JsonElement Body)
    {
        public string? ErrorCode => Body.TryGetProperty("error_code", out var code) ? code.GetString() : null;

        public string Message => Body.GetProperty("message").GetString()!;
    }

    public Task<Answer> GetAsync(string call, params (string Name, string Value)[] parameters) =>
        SendAsync(new(HttpMethod.Get, $"/api/2.0/mlflow/{call}?{string.Join('&', parameters.Select(p => $"{p.Name}={Uri.EscapeDataString(p.Value)}"))}"));

    public Task<Answer> PostAsync(string call, object body) => SendAsync(HttpMethod.Post, call, body);

    public Task<Answer> PatchAsync(string call, object body) => SendAsync(HttpMethod.Patch, call, body);

    public Task<Answer> DeleteAsync(string call, object body) => SendAsync(HttpMethod.Delete, call, body);

    /// <summary>A write of which nothing but its going well is expected.</summary>
    public async Task<JsonElement> DoAsync(string call, object body)
    {
        var answer = await PostAsync(call, body);
        Assert.True(answer.Status is HttpStatusCode.OK, $"{call}: {answer.Status} {answer.Body}");
        return answer.Body;
    }

    private Task<Answer> SendAsync(HttpMethod method, string call, object body) =>
        SendAsync(new(method, $"/api/2.0/mlflow/{call}") { Content = JsonContent.Create(body) });

    private async Task<Answer> SendAsync(HttpRequestMessage request)
    {
        var stop = TestContext.Current.CancellationToken;
        using var answer = await http.SendAsync(request, stop);
        Assert.Equal("application/json", answer.Content.Headers.ContentType?.MediaType);
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>(stop);
        MlflowMessages.Check(request.Method, $"{request.RequestUri}".Split("/api/2.0/mlflow/")[1], answer.IsSuccessStatusCode, body);
        return new(answer.StatusCode, body);
    }
}
