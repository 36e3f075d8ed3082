using Assay.Catalog.Documents;
using Assay.Catalog.Policies;

namespace Assay.Cli;

/// <summary>A folder that receives documents in one format; each is named on standard output once it is there.</summary>
internal static class DocumentFolder
{
    /// <exception cref="RefusedException">The folder cannot be made or written to.</exception>
    /// <exception cref="PdfUnavailableException">PDFs were asked for and there is no Chromium.</exception>
    public static async Task WriteAsync(string folder, string format, IReadOnlyList<PolicyDocument> documents, CancellationToken stop)
    {
        await using var printer = format == "pdf" ? await PdfPress.StartAsync(stop) : null;

        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new RefusedException($"'{folder}' cannot be made: {failure.Message}");
        }

        foreach (var document in documents)
        {
            var content = await BytesAsync(document, format, printer, stop);
            var path = Path.Join(folder, $"{document.FileName}.{format}");

            OutputFile.Write(path, file => file.Write(content));
            Console.WriteLine(path);
        }
    }

    private static async Task<byte[]> BytesAsync(PolicyDocument document, string format, PdfPress? printer, CancellationToken stop) => printer is null
        ? DocumentBytes.Of(document.Label, document.Markdown, Enum.Parse<PaperFormat>(format, ignoreCase: true))
        : await printer.PrintAsync(DocumentHtml.Of(document.Label, document.Markdown), stop);
}
