using Assay.Catalog.Content;

namespace Assay.Catalog.Interview;

/// <summary>A question's possible answers, and an answer, as a person reads them.</summary>
public static class AnswerWords
{
    /// <summary>The four steps of a practice, from nothing to a record.</summary>
    public static IReadOnlyList<(string Id, string Label, string Help)> Practice { get; } =
    [
        ("none", "No", "We do not do this yet."),
        ("informal", "Informally", "We do it, by habit, without a written rule."),
        ("documented", "Documented", "It is written down; we cannot show a record each time."),
        ("operating", "Operating, with records", "It is written down, done as written, and each time leaves a record."),
    ];

    public static IEnumerable<(string Id, string Label, string? Help)> Options(Question question) => question.Kind switch
    {
        QuestionKind.Practice => Practice.Select(p => (p.Id, p.Label, (string?)p.Help)),
        QuestionKind.LastDate => [("never", "Never", null)],
        _ => question.Choices.Select(c => (c.Id, c.Label, (string?)null)),
    };

    public static string Of(Question question, string? answer)
    {
        if (answer is null) return "Not answered";
        if (answer == "unknown") return "Not known";

        var (words, last) = question.Kind is QuestionKind.Practice && answer.Split('@', 2) is [var level, var day] ? (level, $", last on {day}") : (answer, "");
        var labels = Options(question).ToDictionary(o => o.Id, o => o.Label);

        return string.Join(", ", words.Split(',').Select(w => labels.GetValueOrDefault(w, w))) + last;
    }
}
