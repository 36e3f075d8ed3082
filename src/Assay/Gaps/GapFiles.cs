using Assay.Catalog.Reports;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Assay.Gaps;

/// <summary>Where the files of the gap analysis go out and come in.</summary>
internal static class GapFiles
{
    public static void Map(RouteGroupBuilder gaps)
    {
        gaps.MapGet("/export", FilesPage).Needs(Permission.ReadProgramme);
        gaps.MapGet("/import", FilesPage).Needs(Permission.ReadProgramme);
        gaps.MapGet("/export/{format}", ExportAsync).Needs(Permission.ReadProgramme);
        gaps.MapPost("/import", UploadAsync).Needs(Permission.EditGaps).WithMetadata(new RequestSizeLimitAttribute(GapWorkbookReader.MaxBytes + (64 * 1024)));
        gaps.MapGet("/import/{id:guid}", DryRunAsync).Needs(Permission.EditGaps);
        gaps.MapPost("/import/{id:guid}", ConfirmAsync).Needs(Permission.EditGaps);
    }

    private static RazorComponentResult FilesPage(HttpContext http) =>
        Page<GapFilesPage>(new { Error = (string?)null, Imported = http.Request.Query["imported"].ToString() });

    private static async Task<IResult> ExportAsync(string format, HttpContext http, ExportGaps export, TimeProvider clock, CancellationToken stop)
    {
        if (ExportGaps.Formats.FirstOrDefault(f => f.Format == format) is not { Type: { } type }) return TypedResults.NotFound();

        var frame = http.Frame!;
        return await export.RunAsync(http.Actor, frame, format, stop) is { } file
            ? TypedResults.File(file, type, $"gaps{(frame.IsSample ? "-SAMPLE" : "")}-{clock.Today:yyyy-MM-dd}.{format}")
            : Page<GapFilesPage>(new { Error = "The PDF could not be printed here. The HTML report prints just the same from your own browser.", Imported = "" }, StatusCodes.Status503ServiceUnavailable);
    }

    private static async Task<IResult> UploadAsync(HttpContext http, IAntiforgery antiforgery, ImportWorkbook import, CancellationToken stop) =>
        await UploadedFile.ReadAsync(http, antiforgery, GapWorkbookReader.MaxBytes, stop) switch
        {
            UploadedFile.Outcome.Received file => TypedResults.LocalRedirect($"/gaps/import/{await import.UploadAsync(http.Actor, file.Name, file.Content, stop)}"),
            UploadedFile.Outcome.Refused refused => Page<GapFilesPage>(new { Error = refused.Message, Imported = "" }, refused.Status),
            _ => TypedResults.BadRequest(),
        };

    private static async Task<IResult> DryRunAsync(Guid id, HttpContext http, ImportWorkbook import, CancellationToken stop) =>
        await import.DryRunAsync(http.Actor, http.Frame!, id, stop) is var (name, report)
            ? Page<WorkbookReportPage>(new { FileName = name, Report = report })
            : TypedResults.NotFound();

    // The form parameter is what has the antiforgery token checked.
    private static async Task<IResult> ConfirmAsync(Guid id, [FromForm] IFormCollection form, HttpContext http, ImportWorkbook import, CancellationToken stop) =>
        await import.ConfirmAsync(http.Actor, http.Frame!, id, stop) switch
        {
            null => TypedResults.NotFound(),
            { IsGood: true } done => TypedResults.LocalRedirect($"/gaps/export?imported={done.Changes.Count}"),
            _ => TypedResults.LocalRedirect($"/gaps/import/{id}"),          // somebody was faster: say what is wrong now
        };

    private static RazorComponentResult Page<TPage>(object parameters, int status = StatusCodes.Status200OK) where TPage : IComponent =>
        new(typeof(TPage), parameters) { StatusCode = status };
}
