namespace Assay.Policies;

/// <summary>The formats that pages offer. Where no Chromium is found, no PDF is offered.</summary>
internal static class PolicyExports
{
    public static IEnumerable<(string Format, string Name)> Formats =>
        ((string Format, string Name)[])[("docx", "Word"), ("pdf", "PDF"), ("html", "HTML"), ("md", "Markdown")] is var all && PdfPrinter.IsAvailable
            ? all
            : all.Where(f => f.Format is not "pdf");
}
