using System.Text.Json;
using System.Text.RegularExpressions;
using Assay.Gate;
using Assay.Models;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;

namespace Assay.Mlflow;

/// <summary>
/// Assay in front of a company's MLflow server: passes each call on as it is, and what comes back as it comes. Only what would
/// put a version into production is held until the gate has been asked.
/// </summary>
internal sealed partial class PassOn(UpstreamCalls calls, PromoteVersion promote, Tenancy tenancy, IOptions<ModelOptions> models, IOptions<MlflowOptions> options)
{
    /// <summary>Neither what belongs to this connection, nor what the server could mistake for a word of ours, nor any key.</summary>
    private static readonly HashSet<string> _requestHeaders = new(["Accept", "Accept-Encoding", "Accept-Language", "Content-Type", "Content-Encoding", "Content-Disposition", "Content-Range",
        "If-Match", "If-None-Match", "If-Modified-Since", "Range", "User-Agent"], StringComparer.OrdinalIgnoreCase);

    private static readonly HashSet<string> _kept = new(["Connection", "Keep-Alive", "Proxy-Authenticate", "Proxy-Connection", "TE", "Trailer", "Transfer-Encoding", "Upgrade",
        "Set-Cookie", "WWW-Authenticate", "Content-Security-Policy", "X-Frame-Options", "X-Content-Type-Options", "Strict-Transport-Security", "Access-Control-Allow-Origin",
        "Access-Control-Allow-Credentials", "Server", "Date"], StringComparer.OrdinalIgnoreCase);

    private const string _pseudonym = "assay-front";

    /// <summary>Searches that are posted: they change nothing.</summary>
    private static readonly string[] _readings = ["/search", "/get-latest-versions"];

    /// <returns>Null where Assay itself is the registry, and answers.</returns>
    public async Task<IResult?> RunAsync(HttpContext http, CancellationToken stop)
    {
        if (await calls.OfAsync(http.Actor.Organization, stop) is not { Mode: UpstreamMode.Front } upstream) return null;

        // Two that stand in front of each other would pass a call to and fro for ever.
        if (http.Request.Headers.Via.ToString().Contains(_pseudonym, StringComparison.Ordinal)) throw MlflowRefusal.Invalid("This server stands in front of one that stands in front of it. Set the address of an MLflow server.");

        // One spelling of each address, so that nothing is asked for by a spelling that only the server behind understands.
        var path = http.Request.Path.Value!;
        if (!Plain().IsMatch(path)) throw MlflowRefusal.Invalid("This address is not passed on: it holds an empty part or a step upwards.");
        if (!IsReading(http.Request) && !http.User.May(Permission.EditModels)) throw MlflowRefusal.Denied("You may not change models or runs. Ask for the right to edit models.");

        try
        {
            return path switch
            {
                _ when HttpMethods.IsPost(http.Request.Method) && path.EndsWith("/model-versions/transition-stage", StringComparison.OrdinalIgnoreCase) => await StageAsync(http, upstream, stop),
                _ when HttpMethods.IsPost(http.Request.Method) && path.EndsWith("/registered-models/alias", StringComparison.OrdinalIgnoreCase) => await AliasAsync(http, upstream, stop),
                _ => await AsItIsAsync(http, upstream, stop),
            };
        }
        catch (UpstreamFailedException failed)
        {
            throw new MlflowRefusal("TEMPORARILY_UNAVAILABLE", StatusCodes.Status503ServiceUnavailable, failed.Message);
        }
    }

    private async Task<IResult> StageAsync(HttpContext http, OpenUpstream upstream, CancellationToken stop)
    {
        var request = await MlflowRequest.ReadAsync(http.Request, stop);
        var (name, version, stage, archive) = (request.Required("name"), request.Version(), MlflowNames.Stage(request.Required("stage")), request.Flag("archive_existing_versions"));
        var body = JsonSerializer.Serialize(new { name, version = $"{version}", stage = stage.ToString(), archive_existing_versions = archive });

        return stage is ModelStage.Production
            ? await ThroughTheGateAsync(http, upstream, name, version, new() { Archive = archive, Because = "The stage Production was set by an MLflow client." }, body, stop)
            : await SendAsync(http, upstream, body, stop);
    }

    private async Task<IResult> AliasAsync(HttpContext http, OpenUpstream upstream, CancellationToken stop)
    {
        var request = await MlflowRequest.ReadAsync(http.Request, stop);
        var (name, alias, version) = (request.Required("name"), request.Required("alias"), request.Version());
        var body = JsonSerializer.Serialize(new { name, alias, version = $"{version}" });

        return models.Value.MeansProduction(alias)
            ? await ThroughTheGateAsync(http, upstream, name, version, new() { Alias = alias, Because = $"The alias {alias} was set by an MLflow client." }, body, stop)
            : await SendAsync(http, upstream, body, stop);
    }

    /// <summary>The version is kept here too, the gate asked, and the server told within the transaction: what it refuses did not happen.</summary>
    private async Task<IResult> ThroughTheGateAsync(HttpContext http, OpenUpstream upstream, string name, int version, PromoteVersion.Request request, string body, CancellationToken stop)
    {
        var shown = await calls.GetAsync(upstream, $"model-versions/get?name={Uri.EscapeDataString(name)}&version={version}", stop) ?? throw MlflowRefusal.NoVersion(name, version);
        await using (var db = await tenancy.OpenAsync(http.Actor.Organization, stop))
        {
            var mirrored = await MirrorVersion.RunAsync(db, Actor.Job(http.Actor.Organization, CollectMlflow.Name), OriginOf(upstream), shown.GetProperty("model_version"), http.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow(), stop);
            if (mirrored.Version is null) throw MlflowRefusal.Denied($"A model of Assay's own registry is named '{name}'. Rename one of the two: their versions are not the same.");
            await db.CommitAsync(stop);
        }

        HttpResponseMessage? answer = null;
        try
        {
            await GateAnswer.PromoteAsync(http, promote, name, version, request with
            {
                Confirm = async () => (answer = await calls.SendAsync(upstream, Request(http, upstream, new StringContent(body, null, "application/json")), isLong: false, stop)).IsSuccessStatusCode,
            }, stop);
        }
        catch (Exception) when (answer is { IsSuccessStatusCode: true })
        {
            answer.Dispose();                               // it is done there; the collector finds it if it is not told of here
            throw;
        }

        // Where it ran there already, nothing had to be confirmed; the server is told all the same.
        answer ??= await calls.SendAsync(upstream, Request(http, upstream, new StringContent(body, null, "application/json")), isLong: false, stop);
        return new Passed(answer);
    }

    private async Task<IResult> SendAsync(HttpContext http, OpenUpstream upstream, string body, CancellationToken stop) =>
        new Passed(await calls.SendAsync(upstream, Request(http, upstream, new StringContent(body, null, "application/json")), isLong: false, stop));

    private async Task<IResult> AsItIsAsync(HttpContext http, OpenUpstream upstream, CancellationToken stop)
    {
        var isArtifact = http.Request.Path.Value!.Contains("/mlflow-artifacts/", StringComparison.Ordinal);
        if (isArtifact && http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size) size.MaxRequestBodySize = options.Value.MaxArtifactBytes;

        var hasBody = http.Request.ContentLength is > 0 || http.Request.Headers.TransferEncoding.Count > 0;
        var request = Request(http, upstream, hasBody ? new StreamContent(http.Request.Body) : null);
        if (hasBody) request.Content!.Headers.ContentLength = http.Request.ContentLength;
        return new Passed(await calls.SendAsync(upstream, request, isArtifact, stop));
    }

    private static HttpRequestMessage Request(HttpContext http, OpenUpstream upstream, HttpContent? content)
    {
        var request = new HttpRequestMessage(new(http.Request.Method), $"{OriginOf(upstream)}{http.Request.Path.ToUriComponent()}{http.Request.QueryString.ToUriComponent()}") { Content = content };
        foreach (var (name, values) in http.Request.Headers.Where(h => _requestHeaders.Contains(h.Key) || h.Key.StartsWith("X-MLFLOW-", StringComparison.OrdinalIgnoreCase)))
        {
            // A body that was read and written anew has a type and a length of its own.
            if (content is StringContent && name.StartsWith("Content-", StringComparison.OrdinalIgnoreCase)) continue;
            if (!request.Headers.TryAddWithoutValidation(name, values.ToArray())) content?.Headers.TryAddWithoutValidation(name, values.ToArray());
        }

        request.Headers.TryAddWithoutValidation("Via", $"1.1 {_pseudonym}");
        return request;
    }

    internal static string OriginOf(OpenUpstream upstream) => upstream.Address.AbsoluteUri.TrimEnd('/');

    private static bool IsReading(HttpRequest request) => HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method)
        || (HttpMethods.IsPost(request.Method) && _readings.Any(r => request.Path.Value!.EndsWith(r, StringComparison.Ordinal)));

    [GeneratedRegex(@"\A(/(?!\.{1,2}(/|\z))[^/\\%;\x00-\x1f]+)+\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Plain();

    /// <summary>What the server answered, on its way to the client.</summary>
    private sealed class Passed(HttpResponseMessage answer) : IResult
    {
        public async Task ExecuteAsync(HttpContext httpContext)
        {
            using (answer)
            {
                var response = httpContext.Response;

                // The client's own key was taken; that Assay's is not is nothing that the client could mend.
                if (answer.StatusCode is System.Net.HttpStatusCode.Unauthorized)
                {
                    await Results.Json(new ErrorReply("INTERNAL_ERROR", "The MLflow server behind Assay does not take the credential that is set for it in Assay's settings."), MlflowJson.Options, statusCode: StatusCodes.Status502BadGateway).ExecuteAsync(httpContext);
                    return;
                }

                response.StatusCode = (int)answer.StatusCode;
                foreach (var (name, values) in answer.Headers.Concat(answer.Content.Headers).Where(h => !_kept.Contains(h.Key))) response.Headers[name] = values.ToArray();

                // Whatever the server has, in this address's name it runs nothing.
                response.Headers.ContentSecurityPolicy = "sandbox; default-src 'none'";
                await answer.Content.CopyToAsync(response.Body, httpContext.RequestAborted);
            }
        }
    }
}
