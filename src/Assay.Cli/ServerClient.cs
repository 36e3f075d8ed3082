using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace Assay.Cli;

/// <summary>Speaks to a server, and says its refusals as sentences.</summary>
internal sealed class ServerClient : IDisposable
{
    private readonly HttpClient _http;

    public ServerClient(Uri server, string token)
    {
        // Large files take as long as they take; the person or the job that waits has a limit of its own.
        _http = new(new SocketsHttpHandler { ConnectTimeout = TimeSpan.FromSeconds(15), AllowAutoRedirect = false }) { BaseAddress = server, Timeout = Timeout.InfiniteTimeSpan };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    /// <exception cref="RefusedException">The server refused it; the message is the server's.</exception>
    /// <exception cref="ServerUnreachableException">No answer, or a fault of the server's own.</exception>
    /// <param name="answers">Refusals that the caller reads itself, because they answer the question with no.</param>
    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, HttpContent? content, CancellationToken stop, params HttpStatusCode[] answers)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        HttpResponseMessage answer;

        try
        {
            answer = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stop);
        }
        catch (HttpRequestException failure)
        {
            throw new ServerUnreachableException($"{_http.BaseAddress} does not answer: {failure.InnerException?.Message ?? failure.Message}", failure);
        }

        if (answer.IsSuccessStatusCode || answers.Contains(answer.StatusCode)) return answer;

        using (answer)
        {
            var said = await ReasonAsync(answer, stop);
            throw (int)answer.StatusCode >= 500
                ? new ServerUnreachableException($"{_http.BaseAddress} has a fault: {said}")
                : answer.StatusCode is HttpStatusCode.Unauthorized ? new RefusedException($"the token is not known to {_http.BaseAddress}, expired or revoked.")
                : new RefusedException(said);
        }
    }

    public async Task<JsonElement> SendAsync(string path, HttpContent? content, CancellationToken stop)
    {
        using var answer = await SendAsync(HttpMethod.Post, path, content, stop);
        await using var body = await answer.Content.ReadAsStreamAsync(stop);
        using var json = await JsonDocument.ParseAsync(body, cancellationToken: stop);

        return json.RootElement.Clone();
    }

    public void Dispose() => _http.Dispose();

    private static async Task<string> ReasonAsync(HttpResponseMessage answer, CancellationToken stop)
    {
        try
        {
            await using var body = await answer.Content.ReadAsStreamAsync(stop);
            using var problem = await JsonDocument.ParseAsync(body, cancellationToken: stop);
            var root = problem.RootElement;

            if (root.TryGetProperty("errors", out var errors)) return string.Join(' ', errors.EnumerateObject().SelectMany(e => e.Value.EnumerateArray()).Select(e => e.GetString()));
            if (root.TryGetProperty("detail", out var detail)) return detail.GetString() ?? "";
            return root.GetProperty("title").GetString() ?? "";
        }
        catch (Exception unreadable) when (unreadable is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return $"the server answered {(int)answer.StatusCode}.";
        }
    }
}
