using System.Globalization;
using System.Text.Json.Nodes;

namespace Assay.Scim;

/// <summary>An answer in the protocol's own type.</summary>
internal sealed class ScimAnswer(int status, JsonObject? body = null, string? tag = null, string? location = null) : IResult
{
    public const string ContentType = "application/scim+json";

    public static ScimAnswer Error(int status, string? type, string detail) => new(status, new JsonObject
    {
        ["schemas"] = new JsonArray("urn:ietf:params:scim:api:messages:2.0:Error"),
        ["status"] = status.ToString(CultureInfo.InvariantCulture),
        ["scimType"] = type,
        ["detail"] = detail,
    });

    public static ScimAnswer List(int total, int startIndex, IEnumerable<JsonObject> page)
    {
        JsonArray resources = [.. page];
        return new(200, new()
        {
            ["schemas"] = new JsonArray("urn:ietf:params:scim:api:messages:2.0:ListResponse"),
            ["totalResults"] = total,
            ["startIndex"] = startIndex,
            ["itemsPerPage"] = resources.Count,
            ["Resources"] = resources,
        });
    }

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = status;
        if (tag is not null) response.Headers.ETag = tag;
        if (location is not null) response.Headers.Location = location;
        if (body is null) return;

        if (body["scimType"] is null) body.Remove("scimType");
        response.ContentType = ContentType;
        await response.WriteAsync(body.ToJsonString(), httpContext.RequestAborted);
    }
}
