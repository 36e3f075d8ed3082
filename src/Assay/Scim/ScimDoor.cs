using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;

namespace Assay.Scim;

/// <summary>How the protocol's doors read what comes and say why not.</summary>
internal static class ScimDoor
{
    private static readonly JsonDocumentOptions _strict = new() { MaxDepth = 16, AllowDuplicateProperties = false };

    /// <summary>Around every door: what the protocol refuses is answered in its words.</summary>
    public static async ValueTask<object?> RefuseAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return await next(context);
        }
        catch (ScimRefusedException refused)
        {
            return ScimAnswer.Error(refused.Status, refused.Type, refused.Message);
        }
    }

    /// <summary>Whoever is turned away before a door, for want of a token or of a permission, is told in the same words.</summary>
    public static void UseScimErrors(this WebApplication app) =>
        app.UseWhen(http => http.Request.Path.StartsWithSegments("/scim", StringComparison.OrdinalIgnoreCase), scim => scim.UseStatusCodePages(context =>
        {
            var status = context.HttpContext.Response.StatusCode;
            var why = status switch
            {
                401 => "A token is needed: a service account's, limited to provisioning people.",
                403 => "This token may not provision people.",
                404 => "There is nothing at this address.",
                _ => ReasonPhrases.GetReasonPhrase(status),
            };
            return ScimAnswer.Error(status, null, why).ExecuteAsync(context.HttpContext);
        }));

    public static async Task<JsonObject> BodyAsync(HttpRequest request, CancellationToken stop)
    {
        if (!request.HasJsonContentType()) throw new ScimRefusedException(415, null, $"Send {ScimAnswer.ContentType}.");

        try
        {
            return await JsonNode.ParseAsync(request.Body, documentOptions: _strict, cancellationToken: stop) as JsonObject
                ?? throw new ScimRefusedException(400, "invalidSyntax", "The body is not a JSON object.");
        }
        catch (JsonException wrong)
        {
            throw new ScimRefusedException(400, "invalidSyntax", $"The body is not the JSON expected (line {wrong.LineNumber + 1}, byte {wrong.BytePositionInLine + 1}).");
        }
    }

    public static Guid IdOf(string id) => Guid.TryParse(id, out var known) ? known : throw ScimRefusedException.NotFound(id);

    public static string AddressOf(HttpRequest request) => $"{request.Scheme}://{request.Host}{request.PathBase}/scim/v2";

    public static Projection ProjectionOf(HttpRequest request) => Projection.Of(request.Query["attributes"], request.Query["excludedAttributes"]);

    public static ListQuery QueryOf(HttpRequest request) => ListQuery.Of(
        request.Query["filter"], request.Query["sortBy"], request.Query["sortOrder"], Number(request, "startIndex"), Number(request, "count"), ProjectionOf(request));

    /// <summary>A search that is posted, so that what is asked for stays out of addresses and logs (RFC 7644 §3.4.3).</summary>
    public static ListQuery QueryOf(JsonObject body) => ListQuery.Of(
        Text(body, "filter"), Text(body, "sortBy"), Text(body, "sortOrder"), Number(body, "startIndex"), Number(body, "count"),
        Projection.Of(Texts(body, "attributes"), Texts(body, "excludedAttributes")));

    private static int? Number(HttpRequest request, string name) => request.Query[name].ToString() switch
    {
        "" => null,
        var text when int.TryParse(text, out var number) => number,
        _ => throw ScimRefusedException.Value(name, "a whole number is expected."),
    };

    private static int? Number(JsonObject body, string name) => body[name] switch
    {
        null => null,
        JsonValue value when value.TryGetValue<int>(out var number) => number,
        _ => throw ScimRefusedException.Value(name, "a whole number is expected."),
    };

    private static string? Text(JsonObject body, string name) => body[name] switch
    {
        null => null,
        JsonValue value when value.TryGetValue<string>(out var text) => text,
        _ => throw ScimRefusedException.Value(name, "a text is expected."),
    };

    private static string? Texts(JsonObject body, string name) => body[name] switch
    {
        null => null,
        JsonArray names => string.Join(',', names.Select(n => n?.ToString())),
        _ => throw ScimRefusedException.Value(name, "a list of names is expected."),
    };
}
