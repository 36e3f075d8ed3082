using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Assay.Web;

/// <summary>What stands above the description of the API at <c>/openapi/v1.json</c>.</summary>
internal static class ApiDescription
{
    public static void Configure(OpenApiOptions options)
    {
        options.AddOperationTransformer((operation, context, _) =>
        {
            if (context.Description.ActionDescriptor.EndpointMetadata.OfType<NeedsAttribute>().LastOrDefault(n => n.Form is null) is { } needs)
                operation.AddExtension("x-permission", new JsonNodeExtension(needs.Permission.ToString()));

            return Task.CompletedTask;
        });
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new()
            {
                Title = "Assay",
                Version = "v1",
                Description = "Everything that a page does, a program may do too. Refusals are problem details (RFC 9457) with a stable type. " +
                              "Dates are ISO 8601, times are UTC, lists are paged by key: send the last `next` back as `after`.",
            };
            document.Components ??= new();
            document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
            {
                ["token"] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "A token of a service account; also as the password of HTTP Basic." },
                ["session"] = new OpenApiSecurityScheme { Type = SecuritySchemeType.ApiKey, In = ParameterLocation.Cookie, Name = "assay", Description = "A person's sign-in; writes from our own pages only." },
            };
            document.Security = [.. document.Components.SecuritySchemes.Keys.Select(scheme => new OpenApiSecurityRequirement { [new(scheme, document)] = [] })];
            return Task.CompletedTask;
        });
    }
}
