using Assay.Catalog;
using Assay.Catalog.Gaps;
using Assay.Catalog.Reports;

namespace Assay.Gaps;

/// <summary>The gap analysis of now as a file: by the same code as the command line's, so that both give the same.</summary>
public sealed class ExportGaps(AnalyzeGaps analyze, CatalogLibrary catalog, PdfPrinter pdf)
{
    public static IReadOnlyList<(string Format, string Type, string Title, string Help)> Formats { get; } =
    [
        ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "Workbook", "Criteria, tasks and answers in sheets. Owners, due dates and notes can be edited and imported again."),
        ("html", "text/html; charset=utf-8", "HTML report", "One file that stands alone and prints well."),
        ("pdf", "application/pdf", "PDF report", "The same report, for whoever wants paper."),
        ("json", "application/json", "JSON", "For programs; the same document as the command line's."),
    ];

    /// <returns>The file; null where this machine cannot make it.</returns>
    public async Task<byte[]?> RunAsync(Actor actor, Frame frame, string format, CancellationToken stop)
    {
        var result = await analyze.RunAsync(actor, frame, stop);
        using var file = new MemoryStream();

        switch (format)
        {
            case "xlsx": GapWorkbook.Write(catalog, result.Report, file, Plans(result)); break;
            case "html": GapHtml.Write(catalog, result.Report, file); break;
            case "json": GapJson.Write(result.Report, file); break;
            case "pdf": return await pdf.PrintAsync(page => GapHtml.Write(catalog, result.Report, page), stop);
            default: throw new ArgumentOutOfRangeException(nameof(format), format, "Not one of the formats.");
        }

        return file.ToArray();
    }

    private static Dictionary<string, TaskPlan> Plans(AnalyzeGaps.Result result) => result.Tasks.ToDictionary(t => t.Key, t => t.Value.Plan);
}
