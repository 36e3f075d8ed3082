using Assay.Catalog;
using Assay.Catalog.Content;
using Assay.Catalog.Interview;
using Microsoft.EntityFrameworkCore;

namespace Assay.Interview;

/// <summary>Where the conversation stands: each question that applies, with the answer that it has.</summary>
public sealed class ReadInterview(Tenancy tenancy, CatalogLibrary catalog, SavedAnswers answers)
{
    /// <param name="By">Who answered, as shown to people; null where nobody did yet.</param>
    public sealed record Line(Question Question, string? Answer, int Version, DateTimeOffset? At, Guid? By, Guid? Delegation);

    public sealed record State(InterviewRun Run, IReadOnlyList<Line> Lines, Question? Next)
    {
        public int Answered => Lines.Count(l => l.Answer is not null);

        public IEnumerable<IGrouping<string, Line>> Sections => Lines.GroupBy(l => l.Question.Section);

        public Question? After(string questionId) =>
            Lines.SkipWhile(l => l.Question.Id != questionId).Skip(1).FirstOrDefault(l => l.Answer is null)?.Question ?? Next;
    }

    public async Task<State> RunAsync(OrganizationId organization, InterviewRun run, CancellationToken stop)
    {
        await using var db = await tenancy.OpenAsync(organization, stop);
        var sheet = await answers.OfAsync(db, stop);
        var rows = await db.Set<InterviewAnswer>().AsNoTracking().ToDictionaryAsync(a => a.QuestionId, stop);
        var conversation = new Conversation(catalog, sheet, run);

        return new(run, [.. conversation.Questions.Select(q => LineOf(q, rows.GetValueOrDefault(q.Id)))], conversation.Next);
    }

    /// <returns>The question with its answer, applying or not; null where there is none of that id.</returns>
    public async Task<Line?> FindAsync(OrganizationId organization, string questionId, CancellationToken stop)
    {
        if (catalog.Questions.Value.Find(q => q.Id == questionId) is not { } question) return null;

        await using var db = await tenancy.OpenAsync(organization, stop);
        return LineOf(question, await db.Set<InterviewAnswer>().AsNoTracking().FirstOrDefaultAsync(a => a.QuestionId == questionId, stop));
    }

    private static Line LineOf(Question question, InterviewAnswer? row) =>
        new(question, row?.Answer, row?.Version ?? 0, row?.AnsweredAt, row?.AnsweredBy, row?.DelegationId);
}
