using Assay.Catalog.Content;
using Assay.Catalog.Interview;

namespace Assay.Interview;

/// <summary>The three ways through the interview, as people see them and as addresses name them.</summary>
public static class RunWords
{
    public static IReadOnlyList<(InterviewRun Run, string Title, string Lead)> All { get; } =
    [
        (InterviewRun.FirstPass, "First pass", "At most 25 questions, about ten minutes. Enough for the 33 common criteria and a ranked list."),
        (InterviewRun.SecurityBaseline, "Security baseline", "Only what the Security category needs: a first-week run before the wider assessment."),
        (InterviewRun.Full, "Full interview", "Everything that applies to you, all five categories. Stop when you like; it resumes where you were."),
    ];

    public static InterviewRun Parse(string? word) =>
        All.Select(r => r.Run).FirstOrDefault(r => r.Word() == word, InterviewRun.Full);
}
