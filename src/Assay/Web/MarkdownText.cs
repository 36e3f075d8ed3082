using Markdig;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;
using Microsoft.AspNetCore.Components;

namespace Assay.Web;

/// <summary>Markdown that people wrote, as HTML that is safe to show: no raw HTML, and links that lead to pages only.</summary>
public static class MarkdownText
{
    private static readonly MarkdownPipeline _pipeline = new MarkdownPipelineBuilder()
        .DisableHtml().UsePipeTables().UseAutoLinks().UseTaskLists().UseEmphasisExtras().UseFootnotes().UseAutoIdentifiers()
        .Build();

    private static readonly string[] _allowed = ["http", "https", "mailto"];

    public static MarkupString Html(string text, int topHeading = 2)
    {
        var document = Markdig.Markdown.Parse(text, _pipeline);

        foreach (var heading in document.Descendants<HeadingBlock>()) heading.Level = Math.Min(heading.Level + topHeading - 1, 6);
        foreach (var link in document.Descendants<LinkInline>().Where(l => !IsSafe(l.Url))) link.Url = "#";
        foreach (var link in document.Descendants<AutolinkInline>().Where(l => !IsSafe(l.Url) && !l.IsEmail)) link.Url = "#";

        return new(Markdig.Markdown.ToHtml(document, _pipeline));
    }

    // A browser reads "java\nscript:" as a scheme, so whatever is not plainly relative must name an allowed scheme.
    private static bool IsSafe(string? url) =>
        url is null
        || (Uri.TryCreate(url, UriKind.Absolute, out var absolute) && !url.StartsWith('/')
            ? _allowed.Contains(absolute.Scheme)
            : !url.Contains(':', StringComparison.Ordinal) || url.StartsWith('/') || url.StartsWith('#'));
}
