using DocumentFormat.OpenXml.Wordprocessing;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;
using MarkdownCell = Markdig.Extensions.Tables.TableCell;
using MarkdownRow = Markdig.Extensions.Tables.TableRow;
using MarkdownTable = Markdig.Extensions.Tables.Table;

namespace Assay.Catalog.Documents;

/// <summary>A Markdown table as Word's: the head is repeated on each page, no row is torn, and each column is as wide as its words ask.</summary>
internal static class DocxTable
{
    private const int _pageWidth = 9_638;      // twentieths of a point between the margins of A4
    private const int _narrowest = 1_300;

    public static Table Of(MarkdownTable table, Func<MarkdownCell, bool, IEnumerable<Paragraph>> paragraphs)
    {
        var rows = table.OfType<MarkdownRow>().Where(r => !r.IsHeader || HasWords(r)).ToList();
        var widths = Widths(rows);
        var docx = new Table(
            new TableProperties(
                new TableStyle { Val = "Grid" },
                new TableWidth { Type = TableWidthUnitValues.Dxa, Width = $"{_pageWidth}" },
                new TableLayout { Type = TableLayoutValues.Fixed }),
            new TableGrid(widths.Select(w => new GridColumn { Width = $"{w}" })));

        foreach (var row in rows)
        {
            var properties = new TableRowProperties(new CantSplit());
            if (row.IsHeader) properties.Append(new TableHeader());
            docx.Append(new TableRow([properties, .. row.Cast<MarkdownCell>().Select((cell, i) => Cell(cell, widths[i], row.IsHeader, paragraphs))]));
        }

        return docx;
    }

    private static TableCell Cell(MarkdownCell cell, int width, bool head, Func<MarkdownCell, bool, IEnumerable<Paragraph>> paragraphs)
    {
        var properties = new TableCellProperties(new TableCellWidth { Type = TableWidthUnitValues.Dxa, Width = $"{width}" });
        if (head) properties.Append(new Shading { Val = ShadingPatternValues.Clear, Color = "auto", Fill = "EEF1F4" });

        return new([properties, .. paragraphs(cell, head)]);
    }

    /// <summary>A head without words only told Markdown that this is a table.</summary>
    private static bool HasWords(MarkdownRow row) => row.Descendants<LiteralInline>().Any();

    /// <summary>By the square root of the longest text, so that a long sentence does not crush its neighbours.</summary>
    private static int[] Widths(IReadOnlyList<MarkdownRow> rows)
    {
        var columns = rows.Max(r => r.Count);
        var asked = Enumerable.Range(0, columns)
            .Select(i => Math.Sqrt(rows.Where(r => i < r.Count).Max(r => Length((MarkdownCell)r[i])) + 4d)).ToList();
        var free = _pageWidth - (_narrowest * columns);

        return [.. asked.Select(a => _narrowest + (int)Math.Max(0, free * a / asked.Sum()))];
    }

    private static int Length(MarkdownCell cell) => cell.Descendants<LiteralInline>().Sum(l => l.Content.Length);
}
