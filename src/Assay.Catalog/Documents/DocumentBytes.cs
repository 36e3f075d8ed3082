using System.Text;

namespace Assay.Catalog.Documents;

public enum PaperFormat
{
    Md,
    Html,
    Docx,
    Pdf,
}

/// <summary>A document in one of the formats that need no browser.</summary>
public static class DocumentBytes
{
    /// <exception cref="ArgumentOutOfRangeException">A PDF is printed by <see cref="PdfPress"/>.</exception>
    public static byte[] Of(DocumentLabel label, string markdown, PaperFormat format)
    {
        if (format is PaperFormat.Md) return Encoding.UTF8.GetBytes(markdown);
        if (format is PaperFormat.Html) return Encoding.UTF8.GetBytes(DocumentHtml.Of(label, markdown));
        if (format is not PaperFormat.Docx) throw new ArgumentOutOfRangeException(nameof(format), format, "Printed by PdfPress.");

        using var docx = new MemoryStream();
        DocumentDocx.Write(label, markdown, docx);
        return docx.ToArray();
    }
}
