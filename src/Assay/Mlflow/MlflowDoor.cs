using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.WebUtilities;

namespace Assay.Mlflow;

/// <summary>What whoever is turned away before a door of MLflow's is told, in the words that its clients read.</summary>
internal static class MlflowDoor
{
    /// <summary>Where MLflow's clients ask, and where its pages do.</summary>
    public static IReadOnlyList<string> Roots { get; } = ["/api/2.0/mlflow", "/ajax-api/2.0/mlflow"];

    /// <summary>What only a server behind this answers: artifacts, traces.</summary>
    public static IReadOnlyList<string> Behind { get; } = ["/api/2.0/mlflow-artifacts", "/ajax-api/2.0/mlflow-artifacts", "/api/3.0/mlflow", "/ajax-api/3.0/mlflow"];

    /// <summary>Before the sign-in is looked at, so that its refusals are answered so too.</summary>
    public static void UseMlflowErrors(this WebApplication app) => app.UseWhen(http => Roots.Concat(Behind).Any(r => http.Request.Path.StartsWithSegments(r, StringComparison.Ordinal)), mlflow =>
    {
        mlflow.UseExceptionHandler(new ExceptionHandlerOptions
        {
            StatusCodeSelector = failure => failure is BadHttpRequestException bad ? bad.StatusCode : StatusCodes.Status500InternalServerError,
            SuppressDiagnosticsCallback = failure => failure.Exception is BadHttpRequestException,
            ExceptionHandler = AnswerAsync,
        });
        mlflow.UseStatusCodePages(context => AnswerAsync(context.HttpContext));
    });

    private static Task AnswerAsync(HttpContext http)
    {
        var status = http.Response.StatusCode;
        if (status is StatusCodes.Status401Unauthorized) http.Response.Headers.WWWAuthenticate = "Basic realm=\"mlflow\"";

        var (code, message) = status switch
        {
            StatusCodes.Status401Unauthorized => ("UNAUTHENTICATED", "You are not authenticated. Send an API token of a service account: MLFLOW_TRACKING_TOKEN, or any MLFLOW_TRACKING_USERNAME with the token as MLFLOW_TRACKING_PASSWORD. The password of an account is not taken."),
            StatusCodes.Status403Forbidden => ("PERMISSION_DENIED", $"Permission denied. This token, or your role, may not {Needed(http)}."),
            StatusCodes.Status404NotFound => ("ENDPOINT_NOT_FOUND", "There is nothing at this address."),
            StatusCodes.Status413PayloadTooLarge => ("INVALID_PARAMETER_VALUE", "The body is larger than this address takes."),
            StatusCodes.Status429TooManyRequests => ("REQUEST_LIMIT_EXCEEDED", "Too many requests. Wait a moment."),
            >= 500 => ("INTERNAL_ERROR", "The server failed. Its log says why."),
            _ => ("BAD_REQUEST", ReasonPhrases.GetReasonPhrase(status)),
        };

        return Results.Json(new ErrorReply(code, message), MlflowJson.Options, statusCode: status).ExecuteAsync(http);
    }

    /// <summary>The right that was lacking, by its name.</summary>
    private static string Needed(HttpContext http) =>
        http.GetEndpoint()?.Metadata.GetMetadata<NeedsAttribute>() is { } needs ? $"do this (needs {needs.Permission})" : "do this";
}
