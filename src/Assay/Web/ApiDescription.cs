using Microsoft.AspNetCore.OpenApi;

namespace Assay.Web;

/// <summary>What stands above the description of the API at <c>/openapi/v1.json</c>.</summary>
internal static class ApiDescription
{
    public static void Configure(OpenApiOptions options) => options.AddDocumentTransformer((document, _, _) =>
    {
        document.Info = new()
        {
            Title = "Assay",
            Version = "v1",
            Description = "Everything that a page does, a program may do too. Refusals are problem details (RFC 9457) with a stable type. " +
                          "Dates are ISO 8601, times are UTC, lists are paged by key: send the last `next` back as `after`.",
        };
        return Task.CompletedTask;
    });
}
