using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.Features;

namespace Assay.Web;

/// <summary>The house that all features live in: errors, headers, static files, pages, the description of the API.</summary>
public static class WebSetup
{
    /// <summary>The largest request without a limit of its own. Imports and uploads state theirs.</summary>
    public const int MaxRequestBytes = 1024 * 1024;

    /// <summary>How deep JSON may nest. Who sends more has no record of ours in mind.</summary>
    public const int MaxJsonDepth = 64;

    public static void AddWeb(this IServiceCollection services)
    {
        services.AddSingleton<Navigation>();
        services.AddSingleton<Icons>();
        services.AddSingleton<StaticFileVersions>();
        services.AddSingleton<PdfPrinter>();
        services.AddRazorComponents();
        services.AddAntiforgery(o => o.Cookie.Name = "antiforgery");
        services.AddProblemDetails();
        services.AddTransport();
        services.AddRateLimits();
        services.Configure<RouteHandlerOptions>(o => o.ThrowOnBadRequest = true);       // so that the answer can say what was wrong
        services.AddValidation();
        services.AddOpenApi(ApiDescription.Configure);
        services.ConfigureHttpJsonOptions(o =>
        {
            o.SerializerOptions.MaxDepth = MaxJsonDepth;
            o.SerializerOptions.Converters.Add(new JsonStringEnumConverter());
            o.SerializerOptions.RespectNullableAnnotations = true;             // a null where the record has no '?' is a 400
            o.SerializerOptions.RespectRequiredConstructorParameters = true;   // and so is a field left out
        });
        services.Configure<FormOptions>(o => (o.ValueCountLimit, o.ValueLengthLimit, o.KeyLengthLimit) = (1024, 256 * 1024, 256));
        services.Configure<Microsoft.AspNetCore.Server.Kestrel.Core.KestrelServerOptions>(o =>
        {
            o.AddServerHeader = false;
            o.Limits.MaxRequestBodySize = MaxRequestBytes;
            o.Limits.MaxRequestHeadersTotalSize = 16 * 1024;
            o.Limits.MaxRequestHeaderCount = 64;
            o.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);
        });
        services.Configure<ExceptionHandlerOptions>(o =>
        {
            o.ExceptionHandler = Failures.AnswerAsync;
            o.SuppressDiagnosticsCallback = failure => failure.Exception is BadHttpRequestException or InvalidDataException;       // the caller's fault is not ours to log
            o.StatusCodeSelector = failure => failure switch
            {
                BadHttpRequestException bad => bad.StatusCode,
                InvalidDataException => StatusCodes.Status400BadRequest,        // a form that breaks its limits
                _ => StatusCodes.Status500InternalServerError,
            };
        });
    }

    /// <summary>Before the sign-in is looked at: what every answer carries, and the files that even a stranger's browser needs.</summary>
    public static void UseWeb(this WebApplication app)
    {
        app.UseForwardedHeaders();
        app.UseSecurityHeaders();
        app.UseTransport();
        app.UseExceptionHandler();
        app.UseStatusCodePages(Failures.AnswerAsync);
        app.UseRateLimits();
        app.UseStaticFiles(new StaticFileOptions
        {
            // An address with a version names one content for ever.
            OnPrepareResponse = file => file.Context.Response.Headers.CacheControl =
                file.Context.Request.Query.ContainsKey("v") ? "public, max-age=31536000, immutable" : "public, max-age=3600",
        });
    }

    /// <summary>After the sign-in was looked at.</summary>
    public static void MapWeb(this WebApplication app)
    {
        app.UseAntiforgery();
        app.MapTheme();
        app.MapOpenApi().Needs(Permission.ReadLibrary);
        app.MapRazorComponents<Routes>();
    }
}
