using System.Globalization;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;
using Markdig;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;
using Run = DocumentFormat.OpenXml.Wordprocessing.Run;

namespace Assay.Catalog.Documents;

/// <summary>Markdown as a Word document with real headings, lists and tables, so that people can go on working in it.</summary>
public static class DocumentDocx
{
    private const int _bullets = 1;
    private const int _firstNumbering = 2;

    public static void Write(string title, string markdown, Stream to) => Write(DocumentLabel.Of(title), markdown, to);

    public static void Write(DocumentLabel label, string markdown, Stream to)
    {
        var parsed = Markdown.Parse(markdown, DocumentHtml.Pipeline);
        using var document = WordprocessingDocument.Create(to, WordprocessingDocumentType.Document);
        document.PackageProperties.Title = label.Title;

        var main = document.AddMainDocumentPart();
        var body = new Body();
        List<ListBlock> ordered = [.. parsed.Descendants<ListBlock>().Where(l => l.IsOrdered)];
        var numberings = ordered.Select((l, i) => (l, i)).ToDictionary(p => p.l, p => p.i + _firstNumbering);

        main.AddNewPart<StyleDefinitionsPart>().Styles = DocxStyles.Create();
        main.AddNewPart<NumberingDefinitionsPart>().Numbering = DocxStyles.Numbering([.. ordered.Select(Start)], _bullets, _firstNumbering);
        foreach (var block in parsed) body.Append(Blocks(block, numberings, level: 0));
        body.Append(new SectionProperties(DocxFooter.Add(main, label.Foot), new PageSize { Width = 11906, Height = 16838 }, new PageMargin { Top = 1247, Bottom = 1247, Left = 1134U, Right = 1134U }));
        main.Document = new(body);
    }

    private static IEnumerable<OpenXmlElement> Blocks(Block block, Dictionary<ListBlock, int> numberings, int level) => block switch
    {
        HeadingBlock heading => [Paragraph(heading.Inline, $"Heading{Math.Clamp(heading.Level, 1, 4)}")],
        Markdig.Extensions.Tables.Table table => [DocxTable.Of(table, CellParagraphs), Space()],
        ListBlock list => list.Cast<ListItemBlock>().SelectMany(item => Item(item, list, numberings, level)),
        QuoteBlock quote => quote.SelectMany(b => Blocks(b, numberings, level)),
        CodeBlock code => [new Paragraph(new Run(new Text(code.Lines.ToString()) { Space = SpaceProcessingModeValues.Preserve }))],
        LeafBlock leaf => [Paragraph(leaf.Inline, style: null)],
        _ => [],
    };

    private static IEnumerable<OpenXmlElement> Item(ListItemBlock item, ListBlock list, Dictionary<ListBlock, int> numberings, int level)
    {
        var number = list.IsOrdered ? numberings[list] : _bullets;
        var first = true;

        foreach (var block in item)
        {
            foreach (var element in Blocks(block, numberings, level + 1))
            {
                if (first && element is Paragraph paragraph)
                {
                    paragraph.PrependChild(new ParagraphProperties(new NumberingProperties(
                        new NumberingLevelReference { Val = Math.Min(level, 2) }, new NumberingId { Val = number })));
                }

                first = false;
                yield return element;
            }
        }
    }

    /// <summary>The steps of a procedure count on where a heading or a table stands between them.</summary>
    private static int Start(ListBlock list) => int.TryParse(list.OrderedStart, NumberStyles.None, CultureInfo.InvariantCulture, out var start) ? start : 1;

    private static List<Paragraph> CellParagraphs(Markdig.Extensions.Tables.TableCell cell, bool bold)
    {
        var paragraphs = cell.OfType<LeafBlock>().Select(b => Paragraph(b.Inline, "Cell", bold)).ToList();
        return paragraphs.Count > 0 ? paragraphs : [Paragraph(null, "Cell")];
    }

    /// <summary>Word runs two tables into one where no paragraph stands between them.</summary>
    private static Paragraph Space() => Paragraph(null, "Cell");

    private static Paragraph Paragraph(ContainerInline? inline, string? style, bool bold = false)
    {
        var paragraph = new Paragraph();
        if (style is not null) paragraph.Append(new ParagraphProperties(new ParagraphStyleId { Val = style }));
        foreach (var run in Runs(inline, bold, italic: false)) paragraph.Append(run);
        return paragraph;
    }

    private static IEnumerable<Run> Runs(ContainerInline? container, bool bold, bool italic) =>
        container is null ? [] : container.SelectMany(inline => inline switch
        {
            LiteralInline literal => [Run(literal.Content.ToString(), bold, italic)],
            CodeInline code => [Run(code.Content, bold, italic)],
            LineBreakInline => [Run(" ", bold, italic)],
            EmphasisInline emphasis => Runs(emphasis, bold || emphasis.DelimiterCount == 2, italic || emphasis.DelimiterCount == 1),
            HtmlEntityInline entity => [Run(entity.Transcoded.ToString(), bold, italic)],
            ContainerInline other => Runs(other, bold, italic),
            _ => (IEnumerable<Run>)[],
        });

    private static Run Run(string text, bool bold, bool italic)
    {
        var run = new Run();
        if (bold || italic) run.Append(new RunProperties { Bold = bold ? new Bold() : null, Italic = italic ? new Italic() : null });
        run.Append(new Text(text) { Space = SpaceProcessingModeValues.Preserve });
        return run;
    }
}
