using System.Text.Json;

namespace Assay.SignOn;

/// <summary>Calls to providers: short, small, without redirects, and to no address that the server must not be made to call.</summary>
public sealed class ProviderCalls(HttpClient http)
{
    public const int MostBytes = 256 * 1024;
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    private static readonly JsonDocumentOptions _strict = new() { MaxDepth = 16, AllowDuplicateProperties = false };

    /// <returns>The answer's status and its JSON.</returns>
    /// <exception cref="ProviderFailedException">It did not answer, or not in JSON.</exception>
    public async Task<(bool Succeeded, JsonElement Json)> SendAsync(HttpRequestMessage request, CancellationToken stop)
    {
        try
        {
            request.Headers.Accept.Add(new("application/json"));
            using var answer = await http.SendAsync(request, stop);        // buffered, so the limit of bytes and of time holds for the body too
            using var json = JsonDocument.Parse(await answer.Content.ReadAsByteArrayAsync(stop), _strict);

            return (answer.IsSuccessStatusCode, json.RootElement.Clone());
        }
        catch (HttpRequestException failed) when (failed.InnerException is ProviderFailedException refused)
        {
            throw new ProviderFailedException(refused.Reason, refused.Message, failed);
        }
        catch (Exception failed) when (failed is HttpRequestException or JsonException || (failed is TaskCanceledException && !stop.IsCancellationRequested))
        {
            var what = failed is JsonException ? "answers with something that is not the JSON expected" : "does not answer in time, or answers too much";
            throw new ProviderFailedException("provider_unreachable", $"{request.RequestUri!.Host} {what}.", failed);
        }
    }

    public async Task<JsonElement> GetAsync(Uri address, CancellationToken stop)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        var (succeeded, json) = await SendAsync(request, stop);

        return succeeded ? json : throw new ProviderFailedException("provider_unreachable", $"{address} answers with an error.");
    }
}
