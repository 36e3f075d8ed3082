using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Components;

namespace Assay.Library;

/// <summary>
/// What a filled-in document shows beside its words: the rule that a sentence carries, the holes that are left, and tables
/// that scroll by themselves on a narrow screen. Only what these patterns allow becomes markup.
/// </summary>
internal static partial class DocumentMarks
{
    public static MarkupString In(MarkupString html)
    {
        var marked = Open().Replace(Cited().Replace(html.Value, "(<a class=\"mono\" href=\"#${rule}\">${rule}</a>)"), "<mark class=\"open\">${name}</mark>");
        var tables = 0;

        // Raw HTML is off, so a table can only be one that Markdown drew.
        return new(marked
            .Split("<table>").Aggregate((before, after) => $"{before}<div class=\"table-frame short\" tabindex=\"0\" role=\"region\" aria-label=\"Table {++tables}\"><table class=\"table\">{after}")
            .Replace("</table>", "</table></div>", StringComparison.Ordinal));
    }

    [GeneratedRegex(@"\((?<rule>T[0-9][0-9]-R[0-9]+)\)", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Cited();

    [GeneratedRegex(@"\[\[(?<name>[a-z_]+)\]\]", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Open();
}
