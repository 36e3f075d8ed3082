using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Spreadsheet;

namespace Assay.Catalog.Reports.Workbook;

/// <summary>How a cell looks. The number is its place in the style sheet.</summary>
internal enum CellLook
{
    Plain,
    Title,
    Note,
    Sample,
    Heading,
    Text,

    /// <summary>Text that begins like a formula: the workbook's own mark says that it is text and stays text.</summary>
    GuardedText,
    Number,
    Editable,
    GuardedEditable,
    EditableDate,
}

internal static class CellLooks
{
    /// <summary>Id of our own number format; below 164 are Excel's.</summary>
    private const uint _isoDate = 164;

    public static Stylesheet Sheet() => new(
        new NumberingFormats(new NumberingFormat { NumberFormatId = _isoDate, FormatCode = "yyyy-mm-dd" }),
        new Fonts(
            new Font(new FontSize { Val = 11 }, new FontName { Val = "Calibri" }),
            new Font(new Bold(), new FontSize { Val = 16 }, new FontName { Val = "Calibri" }),
            new Font(new Bold(), new FontSize { Val = 11 }, new FontName { Val = "Calibri" }),
            new Font(new FontSize { Val = 11 }, new Color { Rgb = "FF51606F" }, new FontName { Val = "Calibri" }),
            new Font(new Bold(), new FontSize { Val = 11 }, new Color { Rgb = "FFA61B1B" }, new FontName { Val = "Calibri" })),
        new Fills(
            new Fill(new PatternFill { PatternType = PatternValues.None }),
            new Fill(new PatternFill { PatternType = PatternValues.Gray125 }),        // the format reserves the first two
            Solid("FFE6EDF4"),
            Solid("FFFFF8DC")),
        new Borders(new Border(), Boxed()),
        new CellStyleFormats(new CellFormat()),
        new CellFormats(
            Format(CellLook.Plain),
            Format(CellLook.Title, font: 1),
            Format(CellLook.Note, font: 3),
            Format(CellLook.Sample, font: 4),
            Format(CellLook.Heading, font: 2, fill: 2, border: 1, wraps: true),
            Format(CellLook.Text, border: 1, wraps: true),
            Format(CellLook.GuardedText, border: 1, wraps: true, guarded: true),
            Format(CellLook.Number, border: 1),
            Format(CellLook.Editable, fill: 3, border: 1, wraps: true),
            Format(CellLook.GuardedEditable, fill: 3, border: 1, wraps: true, guarded: true),
            Format(CellLook.EditableDate, fill: 3, border: 1, number: _isoDate)));

    private static CellFormat Format(
        CellLook _, uint font = 0, uint fill = 0, uint border = 0, uint number = 0, bool wraps = false, bool guarded = false) => new()
        {
            FontId = font,
            FillId = fill,
            BorderId = border,
            NumberFormatId = number,
            FormatId = 0,
            ApplyFont = true,
            ApplyFill = true,
            ApplyBorder = true,
            ApplyNumberFormat = number > 0,
            ApplyAlignment = true,
            QuotePrefix = guarded ? true : null,
            Alignment = new() { Vertical = VerticalAlignmentValues.Top, WrapText = wraps },
        };

    private static Fill Solid(string colour) =>
        new(new PatternFill(new ForegroundColor { Rgb = colour }, new BackgroundColor { Indexed = 64 }) { PatternType = PatternValues.Solid });

    private static Border Boxed()
    {
        static T Line<T>() where T : BorderPropertiesType, new() => new() { Style = BorderStyleValues.Thin, Color = new() { Rgb = "FFD6DDE4" } };
        return new(Line<LeftBorder>(), Line<RightBorder>(), Line<TopBorder>(), Line<BottomBorder>());
    }
}
