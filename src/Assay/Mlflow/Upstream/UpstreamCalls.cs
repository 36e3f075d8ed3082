using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Assay.Secrets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Assay.Mlflow;

/// <summary>A company's MLflow server with the key to it, for as long as a call takes.</summary>
internal sealed record OpenUpstream(UpstreamMode Mode, Uri Address, AuthenticationHeaderValue? Authorization);

/// <summary>The server does not answer, or not as MLflow does.</summary>
internal sealed class UpstreamFailedException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>Calls to a company's MLflow server: without redirects, to no address that this server must not be made to call.</summary>
internal sealed class UpstreamCalls(HttpClient http, Tenancy tenancy, SealedSecrets secrets, IOptions<MlflowOptions> options)
{
    /// <summary>The most that is read of one answer that is not passed on.</summary>
    private const int _mostBytes = 64 * 1024 * 1024;

    /// <returns>Null where Assay itself is the registry.</returns>
    public async Task<OpenUpstream?> OfAsync(OrganizationId organization, CancellationToken stop)
    {
        await using var db = await tenancy.OpenAsync(organization, stop);
        return await db.Set<MlflowUpstream>().AsNoTracking().FirstOrDefaultAsync(u => u.Mode != UpstreamMode.Registry, stop) is { } upstream
            ? new(upstream.Mode, new(upstream.Address), HeaderOf(upstream.UserName, await secrets.OpenAsync(db, MlflowUpstream.Credential, stop)))
            : null;
    }

    public static AuthenticationHeaderValue? HeaderOf(string userName, string? credential) => (userName, credential) switch
    {
        (_, null or "") => null,
        ("", _) => new("Bearer", credential),
        _ => new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{userName}:{credential}"))),
    };

    /// <summary>Sends a request as it is. What comes back is the caller's to pass on and to dispose.</summary>
    /// <exception cref="UpstreamFailedException">There is no answer.</exception>
    public async Task<HttpResponseMessage> SendAsync(OpenUpstream upstream, HttpRequestMessage request, bool isLong, CancellationToken stop)
    {
        request.Headers.Authorization = upstream.Authorization;
        using var late = CancellationTokenSource.CreateLinkedTokenSource(stop);
        if (!isLong) late.CancelAfter(TimeSpan.FromSeconds(options.Value.TimeoutSeconds));

        try
        {
            return await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, late.Token);
        }
        catch (HttpRequestException failed) when (failed.InnerException is AddressRefusedException refused)
        {
            throw new UpstreamFailedException($"{refused.Message} (setting Mlflow:Reach)", failed);
        }
        catch (Exception failed) when (failed is HttpRequestException || (failed is OperationCanceledException && !stop.IsCancellationRequested))
        {
            throw new UpstreamFailedException($"The MLflow server at {upstream.Address.Host} does not answer.", failed);
        }
    }

    /// <summary>Asks a call of MLflow's for its JSON.</summary>
    /// <returns>Null where there is no such thing there.</returns>
    /// <exception cref="UpstreamFailedException">There is no answer, or not as MLflow gives it.</exception>
    public async Task<JsonElement?> GetAsync(OpenUpstream upstream, string call, CancellationToken stop)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{upstream.Address.AbsoluteUri.TrimEnd('/')}/api/2.0/mlflow/{call}");
        using var answer = await SendAsync(upstream, request, isLong: false, stop);
        using var late = CancellationTokenSource.CreateLinkedTokenSource(stop);
        late.CancelAfter(TimeSpan.FromSeconds(options.Value.TimeoutSeconds));

        try
        {
            await answer.Content.LoadIntoBufferAsync(_mostBytes, late.Token);
            var json = JsonElement.Parse(await answer.Content.ReadAsStringAsync(late.Token));
            return answer.StatusCode switch
            {
                _ when json.ValueKind is not JsonValueKind.Object => throw new JsonException(),
                HttpStatusCode.OK => json,
                HttpStatusCode.NotFound when json.TryGetProperty("error_code", out _) => null,
                var status => throw new UpstreamFailedException(ErrorOf(status)),
            };
        }
        catch (JsonException notMlflow)
        {
            throw new UpstreamFailedException(answer.StatusCode is HttpStatusCode.OK ? $"{upstream.Address.Host} answers, but not as an MLflow server does." : ErrorOf(answer.StatusCode), notMlflow);
        }
        catch (Exception cut) when (cut is HttpRequestException or IOException || (cut is OperationCanceledException && !stop.IsCancellationRequested))
        {
            throw new UpstreamFailedException($"The answer of {upstream.Address.Host} was cut off or too large.", cut);
        }
    }

    private static string ErrorOf(HttpStatusCode status) => status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden
        ? "The MLflow server does not take the credential that is set for it."
        : $"The MLflow server answers with status {(int)status}.";
}
