using Microsoft.AspNetCore.Http.HttpResults;

namespace Assay.Library;

/// <summary>What Assay knows, to be read, searched and copied: every kind of item, how they hang together, where cover is thin.</summary>
public static class LibraryFeature
{
    public static void AddLibrary(this IServiceCollection services)
    {
        services.AddSingleton<LibraryIndex>();
        services.AddSingleton<Coverage>();
        services.AddSingleton(s => new SearchLibrary(s.GetRequiredService<DatabaseSources>()));
        services.AddTransient<ShelveCatalog>();
        services.AddScoped<FillIn>();
        services.AddNavigation("Library", "library", "book-2");
    }

    public static void MapLibrary(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/library/{kind}/{id}/text", Text).Needs(Permission.ReadLibrary).ExcludeFromDescription();
        routes.MapGet("/library/ai-concerns/export", ExportConcerns.Run).Needs(Permission.ReadLibrary).ExcludeFromDescription();
        routes.MapGet("/library/coverage/export", ExportCoverage.Run).Needs(Permission.ReadLibrary).ExcludeFromDescription();
    }

    /// <summary>Once the schema is there, and before the first page asks.</summary>
    public static Task ShelveCatalogAsync(this WebApplication app) =>
        app.Services.GetRequiredService<ShelveCatalog>().RunAsync(app.Lifetime.ApplicationStopping);

    /// <summary>A document as Markdown, filled in for the organisation.</summary>
    private static async Task<Results<FileContentHttpResult, ProblemHttpResult>> Text(
        string kind, string id, HttpContext http, LibraryIndex index, FillIn fill, CancellationToken stop) =>
        index.Find(kind, id) is { } entry && await fill.RunAsync(http.Actor, http.Frame!, entry.Item, stop) is { } document
            ? TypedResults.File(System.Text.Encoding.UTF8.GetBytes($"# {entry.Item.Title}\n\n{document.Text}"), "text/markdown; charset=utf-8", $"{id}.md")
            : Problems.NotFound("There is no such document in the library.");
}
