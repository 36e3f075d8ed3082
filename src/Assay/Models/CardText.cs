using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Assay.Models;

/// <summary>A model card as Hugging Face writes one: YAML between two lines of three dashes, then Markdown.</summary>
/// <param name="Head">Its keys, as <c>license</c>, <c>datasets</c>, <c>metrics</c>, <c>model-index</c>.</param>
public sealed partial record CardText(YamlMappingNode Head, string Body)
{
    /// <summary>What a person who is decided over may ask, and under which headings cards answer it.</summary>
    private static readonly (string Part, string[] Headings)[] _parts =
    [
        ("Intended use", ["intended use", "intended uses", "uses", "direct use", "use"]),
        ("Inputs and outputs", ["inputs", "input", "inputs and outputs", "outputs"]),
        ("Limits", ["limits", "limitations", "bias, risks, and limitations", "limitations and bias", "risks"]),
        ("Data", ["data", "training data", "training details", "dataset"]),
        ("Metrics", ["metrics", "evaluation", "evaluation results", "results"]),
    ];

    /// <exception cref="FormatException">The text is no card: its head is not closed, or is not a YAML mapping.</exception>
    public static CardText Parse(string text)
    {
        var lines = text.ReplaceLineEndings("\n");
        if (!lines.StartsWith("---\n", StringComparison.Ordinal)) return new([], lines);

        var end = lines.IndexOf("\n---", 3, StringComparison.Ordinal);
        if (end < 0) throw new FormatException("The head begins with --- and is not closed by a second line of ---.");

        try
        {
            var yaml = new YamlStream();
            yaml.Load(new StringReader(lines[4..Math.Max(4, end)]));
            var head = yaml.Documents is [var document, ..] ? document.RootNode as YamlMappingNode : [];
            return new(head ?? throw new FormatException("The head is not a mapping of keys to values."), lines[(end + 4)..].TrimStart('\n'));
        }
        catch (YamlException wrong)
        {
            throw new FormatException($"The head is not YAML: line {wrong.Start.Line + 1}: {wrong.Message}", wrong);
        }
    }

    /// <summary>The parts that nobody has written, or that are there with no word below them.</summary>
    public IReadOnlyList<string> Missing
    {
        get
        {
            var written = Section().Matches(Body)
                .Where(s => s.Groups["text"].Value.Trim().Length > 0)
                .Select(s => s.Groups["title"].Value.Trim().ToLowerInvariant()).ToHashSet();
            return [.. _parts.Where(p => !p.Headings.Any(written.Contains)).Select(p => p.Part)];
        }
    }

    public string? this[string key] => Head.Children.TryGetValue(new YamlScalarNode(key), out var value) && value is YamlScalarNode { Value: { } text } ? text : null;

    [GeneratedRegex(@"^#{1,4}\s+(?<title>[^\n]+)\n(?<text>(?:(?!^#{1,4}\s)[^\n]*\n?)*)", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Section();
}
