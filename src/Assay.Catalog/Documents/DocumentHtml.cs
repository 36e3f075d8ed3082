using System.Net;
using System.Text;
using Markdig;

namespace Assay.Catalog.Documents;

/// <summary>Markdown as one self-contained page that reads well on a screen and on paper. Raw HTML in the text stays text.</summary>
public static class DocumentHtml
{
    public static MarkdownPipeline Pipeline { get; } =
        new MarkdownPipelineBuilder().DisableHtml().UsePipeTables().UseEmphasisExtras().UseAutoIdentifiers().Build();

    public static string Of(string title, string markdown) => Of(DocumentLabel.Of(title), markdown);

    /// <summary>The page fetches nothing: whoever opens or prints it tells no other host, whatever the text links to.</summary>
    public static string Of(DocumentLabel label, string markdown) =>
        $$"""
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>{{WebUtility.HtmlEncode(label.Title)}}</title>
        <style>
        :root { color-scheme: light dark; }
        body { font: 1rem/1.55 system-ui, sans-serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem; }
        h1 { font-size: 1.7rem; line-height: 1.2; } h2 { font-size: 1.25rem; margin-top: 2rem; } h3 { font-size: 1.05rem; }
        table { border-collapse: collapse; width: 100%; margin: 1rem 0; font-size: .93rem; }
        th, td { border: 1px solid #8886; padding: .35rem .6rem; text-align: left; vertical-align: top; overflow-wrap: break-word; }
        thead th { background: #8882; }
        thead:has(th:empty) { display: none; }
        thead:has(th:empty) + tbody td:first-child { width: 9rem; color: color-mix(in srgb, currentColor 75%, transparent); }
        @page { size: A4; margin: 20mm 20mm 22mm;
          @bottom-left { content: {{CssText(label.Foot)}}; font: 8pt system-ui, sans-serif; color: #555; }
          @bottom-right { content: "Page " counter(page) " of " counter(pages); font: 8pt system-ui, sans-serif; color: #555; } }
        @media print {
          table { font-size: 9.5pt; line-height: 1.35; } th, td { padding: .2rem .5rem; } h2 { margin-top: 1.4rem; }
          :root { color-scheme: light; }
          body { max-width: none; margin: 0; padding: 0; font-size: 10.5pt; orphans: 3; widows: 3; line-height: 1.45; }
          h1, h2, h3 { break-after: avoid; } tr, li { break-inside: avoid; } thead { display: table-header-group; }
        }
        </style>
        </head>
        <body>
        {{Markdown.ToHtml(markdown, Pipeline)}}</body>
        </html>

        """;

    /// <summary>A CSS string in which nothing can end the string or the style element.</summary>
    private static string CssText(string text)
    {
        var css = new StringBuilder("\"");
        foreach (var rune in text.EnumerateRunes())
            css.Append(Rune.IsLetterOrDigit(rune) || rune.Value is ' ' ? rune.ToString() : $"\\{rune.Value:x} ");
        return css.Append('"').ToString();
    }
}
