using Assay.Catalog.Content;

namespace Assay.Catalog.Interview;

/// <summary>How much of the interview somebody wants to go through now.</summary>
public enum InterviewRun
{
    /// <summary>At most 25 questions; gives the common criteria and a ranked list.</summary>
    FirstPass,

    /// <summary>Only what the Security category needs.</summary>
    SecurityBaseline,

    Full,
}

/// <summary>The conversation: which questions apply, in which order, and which comes next.</summary>
public sealed class Conversation(CatalogLibrary catalog, AnswerSheet sheet, InterviewRun run)
{
    private readonly Facts _facts = new(catalog, sheet);

    /// <summary>The questions that apply, answered or not. Answers given later can add to it or take away.</summary>
    public IEnumerable<Question> Questions => catalog.Questions.Value.Where(InRun).Where(_facts.IsAsked);

    public Question? Next => Questions.FirstOrDefault(q => !sheet.Answers.ContainsKey(q.Id));

    /// <summary>The next question after this one that still waits for an answer, or else the first that does.</summary>
    public Question? After(string id) =>
        Questions.SkipWhile(q => q.Id != id).Skip(1).FirstOrDefault(q => !sheet.Answers.ContainsKey(q.Id)) ?? Next;

    public (int Answered, int Asked) Progress => (Questions.Count(q => sheet.Answers.ContainsKey(q.Id)), Questions.Count());

    /// <summary>Answers that cannot all be right. An unknown contradicts nothing.</summary>
    public IEnumerable<Contradiction> Contradictions =>
        catalog.Contradictions.Value.Where(c => c.When.Evaluate(_facts) is Conditions.Truth.Yes);

    private bool InRun(Question question) => run switch
    {
        InterviewRun.FirstPass => question.FirstPass,
        InterviewRun.SecurityBaseline => question.Baseline,
        _ => true,
    };
}
