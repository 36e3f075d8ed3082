using System.Globalization;
using Assay.Catalog.Content;

namespace Assay.Catalog.Interview;

/// <summary>Reads the canonical text of an answer, and says what would have been right where it is wrong.</summary>
public static class AnswerText
{
    public const int MaxLength = 2_000;

    /// <returns>The answer, or null and the reason in words for whoever typed it.</returns>
    public static (Answer? Answer, string? Wrong) Parse(Question question, string text)
    {
        text = text.Trim();
        if (text.Length == 0) return (null, "an answer is needed; 'unknown' is one.");
        if (text.Length > MaxLength) return (null, $"longer than {MaxLength:N0} characters.");
        if (text == "unknown") return (new Answer.Unknown(), null);

        return question.Kind switch
        {
            QuestionKind.Practice => Practice(question, text),
            QuestionKind.Choice => Choice(question, [text]),
            QuestionKind.Choices => Choice(question, text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)),
            QuestionKind.Number => Number(question, text),
            QuestionKind.Date => Day(text) is { } day ? (new Answer.Day(day), null) : (null, $"'{text}' is not a date such as 2026-03-31."),
            QuestionKind.LastDate when text == "never" => (new Answer.Day(null), null),
            QuestionKind.LastDate => Day(text) is { } day ? (new Answer.Day(day), null) : (null, $"'{text}' is neither 'never' nor a date such as 2026-03-31."),
            _ => (new Answer.Free(text), null),
        };
    }

    private static (Answer?, string?) Practice(Question question, string text)
    {
        var (word, last) = text.Split('@', 2) is [var before, var after] ? (before, after) : (text, null);

        if (!Enum.TryParse<Level>(word, ignoreCase: true, out var level) || int.TryParse(word, out _) || word != level.Word())
            return (null, $"'{word}' is not one of none, informal, documented, operating, unknown.");
        if (last is null) return (new Answer.Practice(level), null);
        if (!question.Last) return (null, "this question takes no last date.");

        return Day(last) is { } day ? (new Answer.Practice(level, day), null) : (null, $"last: '{last}' is not a date such as 2026-03-31.");
    }

    private static (Answer?, string?) Choice(Question question, string[] ids)
    {
        var known = question.Choices.Select(c => c.Id).ToList();

        return ids.FirstOrDefault(id => !known.Contains(id)) is { } strange
            ? (null, $"'{strange}' is not one of {string.Join(", ", known)}, unknown.")
            : ids.Length == 0 ? (null, "at least one choice is needed; 'unknown' is one.")
            : (new Answer.Chosen([.. known.Where(ids.Contains)]), null);       // in the question's order, so that equal answers have equal text
    }

    private static (Answer?, string?) Number(Question question, string text) =>
        !decimal.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? (null, $"'{text}' is not a number.")
            : number < question.Min || number > question.Max
                ? (null, $"{text} is outside {question.Min} to {question.Max}.")
                : (new Answer.Number(number), null);

    private static DateOnly? Day(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
