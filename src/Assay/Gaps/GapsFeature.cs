using Assay.Catalog.Reports;
using Assay.Identity;
using Assay.Today;

namespace Assay.Gaps;

/// <summary>Where the company stands on each criterion, and what to do first.</summary>
public static class GapsFeature
{
    public static void AddGaps(this IServiceCollection services)
    {
        services.AddScoped<AnalyzeGaps>();
        services.AddScoped<PlanTask>();
        services.AddScoped<SetWeights>();
        services.AddScoped<KeepRun>();
        services.AddScoped<CompareRuns>();
        services.AddScoped<ExportGaps>();
        services.AddScoped<ImportWorkbook>();
        services.AddScoped<IToday, GapsToday>();
        services.AddNavigation("Gaps", "gaps", "report-search");
        services.AddNavigation("Controls", "controls", "shield-check");
    }

    public static void MapGaps(this IEndpointRouteBuilder routes)
    {
        GapFiles.Map(routes.MapGroup("/gaps").ExcludeFromDescription());

        routes.MapGet("/api/gaps", Get).Needs(Permission.ReadProgramme).WithTags("Gaps")
            .WithSummary("The gap analysis of now")
            .WithDescription("The 61 criteria with status, basis, answers and key controls, and the ranked tasks. The same document as `assay gap --format json`.")
            .Produces(StatusCodes.Status200OK, contentType: "application/json");
    }

    private static async Task Get(HttpContext http, AnalyzeGaps analyze, CancellationToken stop)
    {
        var report = (await analyze.RunAsync(http.Actor, http.Frame!, stop)).Report;
        using var json = new MemoryStream();
        GapJson.Write(report, json);

        http.Response.ContentType = "application/json";
        json.Position = 0;
        await json.CopyToAsync(http.Response.Body, stop);
    }
}
