using System.Net;
using Microsoft.AspNetCore.Components;

namespace Assay.Library;

/// <summary>A piece of text in which the words that were found are marked. The marks are letters that no text holds, so text stays text.</summary>
public sealed class Passage
{
    private const char _from = '\uE000';
    private const char _until = '\uE001';

    private Passage(string marked) => Html = new(WebUtility.HtmlEncode(marked)
        .Replace($"{_from}", "<mark>", StringComparison.Ordinal).Replace($"{_until}", "</mark>", StringComparison.Ordinal));

    public MarkupString Html { get; }

    public static Passage Of(string marked) => new(marked);

    /// <summary>The expression that draws the passage of a row: the piece with most of the words, the first of those that have as many.</summary>
    internal static string Sql(string query) => $"""
        ts_headline('english', (
            select piece from unnest(passages, passage_words) with ordinality as cut (piece, piece_words, number)
            order by ts_rank(piece_words, replace({query}::text, '&', '|')::tsquery) desc, number limit 1),
            {query}, 'HighlightAll=true, StartSel={_from}, StopSel={_until}')
        """;
}
