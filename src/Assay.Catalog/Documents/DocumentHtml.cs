using System.Net;
using Markdig;

namespace Assay.Catalog.Documents;

/// <summary>Markdown as one self-contained page that reads well on a screen and on paper. Raw HTML in the text stays text.</summary>
public static class DocumentHtml
{
    public static MarkdownPipeline Pipeline { get; } =
        new MarkdownPipelineBuilder().DisableHtml().UsePipeTables().UseEmphasisExtras().UseAutoIdentifiers().Build();

    public static string Of(string title, string markdown) =>
        $$"""
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>{{WebUtility.HtmlEncode(title)}}</title>
        <style>
        :root { color-scheme: light dark; }
        body { font: 1rem/1.55 system-ui, sans-serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem; }
        h1 { font-size: 1.7rem; line-height: 1.2; } h2 { font-size: 1.25rem; margin-top: 2rem; } h3 { font-size: 1.05rem; }
        table { border-collapse: collapse; width: 100%; margin: 1rem 0; font-size: .93rem; }
        th, td { border: 1px solid #8886; padding: .35rem .6rem; text-align: left; vertical-align: top; }
        thead:has(th:empty) { display: none; }
        @page { size: A4; margin: 22mm 20mm; }
        @media print { body { max-width: none; margin: 0; font-size: 10.5pt; } h2, h3 { break-after: avoid; } tr { break-inside: avoid; } }
        </style>
        </head>
        <body>
        {{Markdown.ToHtml(markdown, Pipeline)}}</body>
        </html>

        """;
}
