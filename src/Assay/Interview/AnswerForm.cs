using Assay.Catalog.Content;

namespace Assay.Interview;

/// <summary>What a browser sends for one question, whatever its kind.</summary>
public sealed class AnswerForm
{
    /// <summary>The options that were chosen; <c>unknown</c> is one of each question.</summary>
    public IReadOnlyList<string> Chosen { get => field ?? []; set; }      // a browser sends nothing where nothing is chosen

    /// <summary>What was typed, for a number, a date or a text.</summary>
    public string? Typed { get; set; }

    /// <summary>The day on which a practice last happened.</summary>
    public string? Last { get; set; }

    public int Version { get; set; }

    /// <returns>The canonical text. "I do not know" gives way to anything more that was said.</returns>
    public string Answer(Question question)
    {
        var chosen = Chosen.Where(c => c != "unknown").ToList();
        var typed = Typed?.Trim() ?? "";

        return question.Kind switch
        {
            QuestionKind.Practice when chosen is [var level] => level + (string.IsNullOrWhiteSpace(Last) ? "" : $"@{Last.Trim()}"),
            QuestionKind.Choice or QuestionKind.Choices or QuestionKind.Practice when chosen.Count > 0 => string.Join(',', chosen),
            _ when typed.Length > 0 => typed,
            _ => Chosen.Count > 0 ? Chosen[0] : "",
        };
    }

    public static AnswerForm Of(Question question, string? answer, int version)
    {
        var (word, last) = question.Kind is QuestionKind.Practice && answer?.Split('@', 2) is [var level, var day] ? (level, day) : (answer, null);
        var isChoice = question.Kind is QuestionKind.Practice or QuestionKind.Choice or QuestionKind.Choices || answer is "unknown" or "never";

        return new()
        {
            Chosen = isChoice && word is not null ? [.. word.Split(',')] : [],
            Typed = isChoice ? null : word,
            Last = last,
            Version = version,
        };
    }
}
