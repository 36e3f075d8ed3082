using Assay.Catalog;
using Assay.Catalog.Content;
using Assay.Catalog.Interview;
using Microsoft.EntityFrameworkCore;

namespace Assay.Interview;

/// <summary>Saves one answer. The page, the link given to a colleague and the API all end here.</summary>
public sealed class AnswerQuestion(Tenancy tenancy, CatalogLibrary catalog, SavedAnswers answers, TimeProvider clock)
{
    public sealed record Request
    {
        /// <summary>The answer in its canonical text, such as <c>operating@2026-02-01</c>; <c>unknown</c> is one.</summary>
        public string Answer { get; init; } = "";

        /// <summary>The version that the answer replaces; 0 where there was none. Another one means that somebody was faster.</summary>
        public int Version { get; init; }
    }

    public abstract record Outcome
    {
        public sealed record Saved(string Answer, int Version) : Outcome;

        public sealed record NoSuchQuestion : Outcome;

        public sealed record Wrong(string Message) : Outcome;

        public sealed record Contradicts(Contradiction With) : Outcome;

        /// <summary>Somebody saved another answer meanwhile; nothing was changed.</summary>
        public sealed record Overtaken(string Answer, int Version, DateTimeOffset At) : Outcome;
    }

    public async Task<Outcome> RunAsync(Answerer by, string questionId, Request request, CancellationToken stop)
    {
        if (catalog.Questions.Value.Find(q => q.Id == questionId) is not { } question) return new Outcome.NoSuchQuestion();
        if (AnswerText.Parse(question, request.Answer) is { Wrong: { } wrong }) return new Outcome.Wrong(wrong);

        try
        {
            return await SaveAsync(by, question, AnswerText.Parse(question, request.Answer).Answer!, request.Version, stop);
        }
        catch (DbUpdateException)
        {
            // The other tab committed between our look and our save.
            await using var db = await tenancy.OpenAsync(by.Organization, stop);
            if (await FindAsync(db, questionId, stop) is not { } row) throw;
            return new Outcome.Overtaken(row.Answer, row.Version, row.AnsweredAt);
        }
    }

    private async Task<Outcome> SaveAsync(Answerer by, Question question, Answer answer, int version, CancellationToken stop)
    {
        await using var db = await tenancy.OpenAsync(by.Organization, stop);

        var row = await FindAsync(db, question.Id, stop);
        if (row?.Answer == answer.Text) return new Outcome.Saved(row.Answer, row.Version);
        if ((row?.Version ?? 0) != version) return new Outcome.Overtaken(row?.Answer ?? "", row?.Version ?? 0, row?.AnsweredAt ?? default);

        var sheet = await answers.OfAsync(db, stop);
        var before = Contradictions(sheet).ToHashSet();
        var after = Contradictions(sheet with { Answers = sheet.Answers.SetItem(question.Id, answer) });
        if (after.FirstOrDefault(c => !before.Contains(c)) is { } contradiction) return new Outcome.Contradicts(contradiction);

        if (row is null) db.Add(row = new() { QuestionId = question.Id, Answer = answer.Text, AnsweredAt = clock.GetUtcNow() });
        (row.Answer, row.AnsweredAt, row.AnsweredBy, row.DelegationId) = (answer.Text, clock.GetUtcNow(), by.Actor?.UserId, by.DelegationId);

        by.Record(db, "interview.answered", InterviewAnswer.SubjectOf(question.Id), new { question = question.Id, answer = answer.Text });
        await db.CommitAsync(stop);
        return new Outcome.Saved(row.Answer, row.Version);
    }

    private IEnumerable<Contradiction> Contradictions(AnswerSheet sheet) => new Conversation(catalog, sheet, InterviewRun.Full).Contradictions;

    private static Task<InterviewAnswer?> FindAsync(AssayDb db, string questionId, CancellationToken stop) =>
        db.Set<InterviewAnswer>().FirstOrDefaultAsync(a => a.QuestionId == questionId, stop);
}
