using System.Collections.Immutable;
using Assay.Catalog;
using Assay.Catalog.Interview;
using Microsoft.EntityFrameworkCore;

namespace Assay.Interview;

/// <summary>The organisation's answers as the analysis reads them.</summary>
public sealed class SavedAnswers(CatalogLibrary catalog, TimeProvider clock)
{
    /// <summary>Answers to questions that a newer catalog no longer asks, or asks otherwise, are passed over: they are asked again.</summary>
    public async Task<AnswerSheet> OfAsync(AssayDb db, CancellationToken stop)
    {
        var questions = catalog.Questions.Value.ToDictionary(q => q.Id);
        var rows = await db.Set<InterviewAnswer>().AsNoTracking().ToListAsync(stop);
        var answers =
            from row in rows
            where questions.ContainsKey(row.QuestionId)
            let answer = AnswerText.Parse(questions[row.QuestionId], row.Answer).Answer
            where answer is not null
            select KeyValuePair.Create(row.QuestionId, answer);

        return new()
        {
            Company = "",
            AsOf = clock.Today,
            Answers = answers.ToImmutableSortedDictionary(StringComparer.Ordinal),
        };
    }
}
