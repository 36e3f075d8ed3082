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

    /// <summary>The expression that draws the passage of a row with a summary and a body.</summary>
    internal static string Sql(string query) =>
        $"ts_headline('english', summary || ' · ' || body, {query}, 'MaxFragments=2, MinWords=9, MaxWords=26, FragmentDelimiter=\" … \", StartSel={_from}, StopSel={_until}')";
}
