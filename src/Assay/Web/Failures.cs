using System.Diagnostics;
using System.Text.Json;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Assay.Web;

/// <summary>What is answered where nothing else was: a page to a person, problem details to a program, a trace id to both.</summary>
internal static class Failures
{
    public static Task AnswerAsync(StatusCodeContext context) => AnswerAsync(context.HttpContext);

    public static async Task AnswerAsync(HttpContext http)
    {
        var status = http.Response.StatusCode;
        var trace = status >= 500 ? Activity.Current?.Id ?? http.TraceIdentifier : null;

        // Whatever failed may have begun a page; what it left in the request's scope would break this one.
        await using var scope = http.RequestServices.CreateAsyncScope();
        http.RequestServices = scope.ServiceProvider;

        // Set by the page that failed; the framework would add it a second time.
        http.Response.Headers.Remove("blazor-enhanced-nav");

        if (WantsPage(http))
        {
            http.Response.Headers.Remove("blazor-enhanced-nav");       // each page adds it, and none may find it there
            await new RazorComponentResult<StatusPage>(new { Status = status, TraceId = trace }) { StatusCode = status }.ExecuteAsync(http);
            return;
        }

        await TypedResults.Problem(DetailOf(http), statusCode: status, type: status >= 500 ? "/problems/internal" : $"/problems/{status}").ExecuteAsync(http);
    }

    /// <summary>What was wrong with the request, in words that name nothing of ours.</summary>
    private static string? DetailOf(HttpContext http) => http.Features.Get<IExceptionHandlerFeature>()?.Error is not BadHttpRequestException bad
        ? null
        : bad.InnerException switch
        {
            JsonException wrong when wrong.Message.Contains("maximum configured depth", StringComparison.Ordinal) => $"The JSON is nested deeper than {WebSetup.MaxJsonDepth} levels.",
            JsonException wrong => $"The JSON cannot be read at {wrong.Path ?? "$"}, line {wrong.LineNumber + 1}, byte {wrong.BytePositionInLine + 1}.",
            _ => bad.StatusCode switch
            {
                StatusCodes.Status413PayloadTooLarge => "The body is larger than this address takes.",
                StatusCodes.Status415UnsupportedMediaType => "Send the body as application/json.",
                _ => null,
            },
        };

    private static bool WantsPage(HttpContext http) =>
        !http.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal)
        && (http.Request.GetTypedHeaders().Accept is not { Count: > 0 } accepted || accepted.Any(a => a.MatchesAllTypes || a.MediaType == "text/html"));
}
