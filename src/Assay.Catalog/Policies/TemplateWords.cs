using System.Text.RegularExpressions;

namespace Assay.Catalog.Policies;

/// <summary>A placeholder without a value, and the line of the filled-in text on which it stands.</summary>
public sealed record Unresolved(string Name, int Line)
{
    /// <summary>All that are open in a text, whoever wrote it.</summary>
    public static IReadOnlyList<Unresolved> Of(string text) =>
    [
        .. from line in text.Split('\n').Select((words, i) => (Words: words, Number: i + 1))
           from match in TemplateWords.Mark().Matches(line.Words)
           select new Unresolved(match.Groups["name"].Value, line.Number),
    ];
}

internal static partial class TemplateWords
{
    [GeneratedRegex(@"\[\[(?<name>[a-z_]+)\]\]", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    public static partial Regex Mark();

    /// <summary>A rule as a filled-in text cites it: <c>(T21-R1)</c>.</summary>
    [GeneratedRegex(@"\((?<rule>T[0-9][0-9]-R[0-9]+)\)", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    public static partial Regex Cited();

    [GeneratedRegex(@"\{\{#is (?<fact>[a-z_0-9]+) ", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    public static partial Regex Is();

    /// <summary>Every name that a template mentions: placeholders, flags, facts and partials.</summary>
    [GeneratedRegex(@"\{\{(?<verb>#if|#unless|#is|>)?\s*(?<name>[a-z_0-9]+)( ""(?<value>[a-z_0-9]+)"")?\s*\}\}", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    public static partial Regex Mention();

    /// <summary>The anchor of a rule, <c>{#T21-R1}</c>.</summary>
    [GeneratedRegex(@"\{#(?<rule>T[0-9][0-9]-R[0-9]+)\}", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    public static partial Regex Rule();
}
