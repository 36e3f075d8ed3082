using Assay.Catalog.Reports;
using Assay.Identity;
using Assay.Today;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Assay.Gaps;

/// <summary>Where the company stands on each criterion, and what to do first.</summary>
public static class GapsFeature
{
    public static void AddGaps(this IServiceCollection services)
    {
        services.AddScoped<AnalyzeGaps>();
        services.AddScoped<PlanTask>();
        services.AddScoped<IControlRecords, AccessRecords>();
        services.AddScoped<CloseTask>();
        services.AddScoped<ReopenTasks>();
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

        routes.MapPost("/api/gaps/tasks/{controlId}/close", Close).Needs(Permission.EditGaps).WithTags("Gaps")
            .WithSummary("Close a remediation task").WithDescription("409 with type control-not-evidenced where no accepted evidence or passed test shows the control at work today.")
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
        routes.MapGet("/api/gaps", Get).Needs(Permission.ReadProgramme).WithTags("Gaps")
            .WithSummary("The gap analysis of now")
            .WithDescription("The 61 criteria with status, basis, answers and key controls, and the ranked tasks. The same document as `assay gap --format json`.")
            .Produces(StatusCodes.Status200OK, contentType: "application/json");
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> Close(string controlId, HttpContext http, CloseTask close, CancellationToken stop) =>
        await close.RunAsync(http.Actor, http.Frame!, controlId, stop) switch
        {
            CloseTask.Outcome.Closed => TypedResults.NoContent(),
            CloseTask.Outcome.NoSuchControl => Problems.NotFound("There is no such control."),
            _ => Problems.Conflict("control-not-evidenced", CloseTask.NotEvidenced),
        };

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
