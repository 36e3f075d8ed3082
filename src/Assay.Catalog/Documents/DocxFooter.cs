using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;

namespace Assay.Catalog.Documents;

/// <summary>The foot of each page: what the document is, and "Page 2 of 5".</summary>
internal static class DocxFooter
{
    /// <returns>The reference by which a section uses it.</returns>
    public static FooterReference Add(MainDocumentPart main, string foot)
    {
        var part = main.AddNewPart<FooterPart>();
        part.Footer = new(new Paragraph(
            [
                new ParagraphProperties(new ParagraphStyleId { Val = "Footer" }),
                Words(foot), new Run(new TabChar()), Words("Page "), .. Field("PAGE"), Words(" of "), .. Field("NUMPAGES"),
            ]));

        return new() { Type = HeaderFooterValues.Default, Id = main.GetIdOfPart(part) };
    }

    private static Run Words(string text) => new(new Text(text) { Space = SpaceProcessingModeValues.Preserve });

    /// <summary>Filled in by whoever lays the page out.</summary>
    private static Run[] Field(string code) =>
    [
        new(new FieldChar { FieldCharType = FieldCharValues.Begin }),
        new(new FieldCode($" {code} ") { Space = SpaceProcessingModeValues.Preserve }),
        new(new FieldChar { FieldCharType = FieldCharValues.Separate }),
        Words("1"),
        new(new FieldChar { FieldCharType = FieldCharValues.End }),
    ];
}
