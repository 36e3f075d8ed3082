using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Assay.Library;

/// <summary>The words of an item as a search sees them: everything that its authors wrote, without the marks of a template or of Markdown.</summary>
internal static partial class ItemText
{
    /// <summary>The fields that say in a sentence or two what an item is, the best first.</summary>
    private static readonly string[] _summaries = ["summary", "statement", "description", "question", "purpose", "lead", "ships", "data_usually", "answer", "note"];

    /// <summary>Fields that are found by other means, or are no words.</summary>
    private static readonly string[] _left = ["id", "title", "subject", "ml", "source", "read_on", "applies_when", "propose_when", "answered_by"];

    public static (string Summary, string Body) Of(JsonElement item)
    {
        var summary = _summaries.FirstOrDefault(name => item.TryGetProperty(name, out var text) && text.ValueKind is JsonValueKind.String);
        var text = new StringBuilder();

        // A document is its text; what stands in its head comes after.
        foreach (var field in item.EnumerateObject().OrderBy(f => f.Name is not "body"))
            if (field.Name != summary && !_left.Contains(field.Name)) Append(text, field.Value);

        return summary is null ? Split(Tidy(text.ToString())) : (Tidy(item.GetProperty(summary).GetString()!), Tidy(text.ToString()));
    }

    private static void Append(StringBuilder text, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.String when Word().IsMatch(value.GetString()!):
                break;                               // a word or an id of the catalog's own, such as owasp_llm or CC6.1
            case JsonValueKind.String:
                text.Append(value.GetString()).Append(value.GetString() is [.., '.' or '?' or '!' or ':' or '\n'] ? " " : ". ");
                break;
            case JsonValueKind.Array:
                foreach (var item in value.EnumerateArray()) Append(text, item);
                break;
            case JsonValueKind.Object:
                foreach (var field in value.EnumerateObject().Where(f => !_left.Contains(f.Name) || f.Name is "id" && f.Value.GetString() is [>= 'A' and <= 'Z', ..])) Append(text, field.Value);
                break;
        }
    }

    private static string Tidy(string text) => Blank().Replace(Marks().Replace(text, " "), " ").Trim();

    /// <summary>Where no field says it in short, the first lines do.</summary>
    private static (string, string) Split(string text) =>
        text.Length > 240 && text.LastIndexOf(' ', 240) is > 0 and var end ? (text[..end] + " …", text[end..]) : (text, "");

    /// <summary>Placeholders and their conditions, anchors of rules, table lines, headings and emphasis.</summary>
    [GeneratedRegex(@"\{\{[^}]*\}\}|\{#[^}]*\}|\|[-:| ]+\||[|*#`>]|\]\([^)]*\)|_{2,}", RegexOptions.NonBacktracking)]
    private static partial Regex Marks();

    [GeneratedRegex(@"^([a-z][a-z0-9_]*|[A-Z]{1,3}-?\d\d|(CC|A|C|PI|P)\d\.\d+|[A-Z]{2,3}-\d+-[A-Z]?\d+)$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Word();

    [GeneratedRegex(@"\s+", RegexOptions.NonBacktracking)]
    private static partial Regex Blank();
}
