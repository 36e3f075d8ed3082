using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Components;

namespace Assay.Library;

/// <summary>What a filled-in document shows beside its words: the rule that a sentence carries, and the holes that are left.</summary>
internal static partial class RuleMarks
{
    /// <summary>Links each cited rule to its row, and marks what is open. Only what these two patterns allow becomes markup.</summary>
    public static MarkupString InHtml(MarkupString html) => new(
        Open().Replace(Cited().Replace(html.Value, "(<a class=\"mono\" href=\"#${rule}\">${rule}</a>)"), "<mark class=\"open\">${name}</mark>"));

    [GeneratedRegex(@"\((?<rule>T[0-9][0-9]-R[0-9]+)\)", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Cited();

    [GeneratedRegex(@"\[\[(?<name>[a-z_]+)\]\]", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Open();
}
