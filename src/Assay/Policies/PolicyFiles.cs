using Assay.Catalog.Documents;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Assay.Policies;

/// <summary>Where policies go out as files.</summary>
internal static class PolicyFiles
{
    public static void MapPolicyFiles(this RouteGroupBuilder policies)
    {
        policies.MapGet("/export", All).Needs(Permission.ReadProgramme)
            .WithSummary("All policies as files in a ZIP archive").WithDescription("format is md, html, docx (the default) or pdf. Retired policies are left out.")
            .Produces(StatusCodes.Status200OK, contentType: "application/zip").ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        policies.MapGet("/{id}/export", One).Needs(Permission.ReadProgramme)
            .WithSummary("One policy as a file").WithDescription("format is md, html, docx (the default) or pdf; version names an earlier one.")
            .Produces(StatusCodes.Status200OK, contentType: "application/octet-stream")
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status503ServiceUnavailable);
    }

    private static Results<PushStreamHttpResult, ValidationProblem, ProblemHttpResult> All(
        HttpContext http, ExportPolicies export, TimeProvider clock, CancellationToken stop, string? format = "docx")
    {
        if (Parse(format) is not { } wanted) return Unknown();
        if (wanted is PaperFormat.Pdf && !PdfPrinter.IsAvailable) return NoChromium();

        var (actor, frame) = (http.Actor, http.Frame!);
        var name = $"policies{(frame.IsSample ? "-SAMPLE" : "")}-{clock.Today:yyyy-MM-dd}.zip";
        return http.Archive(name, to => export.AllAsync(actor, frame, wanted, to, stop));
    }

    private static async Task<Results<FileContentHttpResult, ValidationProblem, ProblemHttpResult>> One(
        string id, HttpContext http, ExportPolicies export, int? version, CancellationToken stop, string? format = "docx")
    {
        if (Parse(format) is not { } wanted) return Unknown();
        if (wanted is PaperFormat.Pdf && !PdfPrinter.IsAvailable) return NoChromium();

        return await export.OneAsync(http.Actor, http.Frame!, id, version, wanted, stop) is var (name, content)
            ? TypedResults.File(content, TypeOf(wanted), name)
            : Problems.NotFound("There is no such policy, or no such version of it.");
    }

    private static PaperFormat? Parse(string? format) =>
        Enum.TryParse<PaperFormat>(format, ignoreCase: true, out var wanted) && Enum.IsDefined(wanted) ? wanted : null;

    private static ValidationProblem Unknown() => Problems.Invalid([new("format", "The format must be md, html, docx or pdf.")]);

    private static ProblemHttpResult NoChromium() => Problems.Unavailable("PDFs are printed by Chromium, which this server does not have. Install it, or take docx or html.");

    private static string TypeOf(PaperFormat format) => format switch
    {
        PaperFormat.Md => "text/markdown; charset=utf-8",
        PaperFormat.Html => "text/html; charset=utf-8",
        PaperFormat.Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        _ => "application/pdf",
    };
}
