using Assay.Catalog.Content;
using Assay.Catalog.Interview;
using Assay.Catalog.Source;

namespace Assay.Catalog.Checking;

/// <summary>The conversation can be held: conditions name facts, choices exist, and every control can be answered.</summary>
internal static class InterviewCheck
{
    public const int MostInFirstPass = 25;

    public static IEnumerable<Fault> Check(CatalogLibrary catalog, CatalogSource source)
    {
        var questions = catalog.Questions.Value.ToDictionary(q => q.Id);
        var facts = questions.Keys.Concat(catalog.Flags.Value.Select(f => f.Id)).ToHashSet();

        if (questions.Values.Count(q => q.FirstPass) is > MostInFirstPass and var count)
            yield return new("interview/questions.yaml", 0, "first_pass", $"{count} questions; a first pass has at most {MostInFirstPass}.");

        foreach (var question in questions.Values)
        {
            Fault At(string place, string message) => source.At("questions", question.Id, $"{question.Id}.{place}", message);

            foreach (var fault in References.Names(source, facts, "questions", question.Id, "ask_when", question.AskWhen)) yield return fault;
            if (question.Kind is QuestionKind.Choice or QuestionKind.Choices == (question.Choices.Count < 2))
                yield return At("choices", "two or more are needed for a choice, and none otherwise.");
            if (question.Choices.Any(c => c.Level is null) && question.Choices.Any(c => c.Level is not null))
                yield return At("choices", "either every choice has a level or none has.");
            foreach (var follow in question.Follows.Where(f => AnswerText.Parse(question, f.Value).Wrong is not null))
                yield return At("follows", $"'{follow.Value}' is no answer to this question.");
        }

        foreach (var flag in catalog.Flags.Value)
            foreach (var fault in References.Names(source, facts, "flags", flag.Id, "when", flag.When)) yield return fault;
        foreach (var rule in catalog.ScopeRules.Value)
            foreach (var fault in References.Names(source, facts, "scope", rule.Id, "when", rule.When)) yield return fault;
        foreach (var framework in catalog.Frameworks.Value)
            foreach (var fault in References.Names(source, facts, "frameworks", framework.Id, "when", framework.When)) yield return fault;
        foreach (var contradiction in catalog.Contradictions.Value)
        {
            foreach (var fault in References.Names(source, facts, "contradictions", contradiction.Id, "when", contradiction.When)) yield return fault;
            foreach (var fact in contradiction.Facts.Where(f => !questions.ContainsKey(f)))
                yield return source.At("contradictions", contradiction.Id, contradiction.Id, $"'{fact}' is not a question.");
        }

        foreach (var control in catalog.Controls)
            foreach (var by in control.AnsweredBy)
                if (!questions.TryGetValue(by.Fact, out var question))
                    yield return source.At("controls", control.Id, $"{control.Id}.answered_by", $"'{by.Fact}' is not a question.");
                else if (!Facts.IsScale(question))
                    yield return source.At("controls", control.Id, $"{control.Id}.answered_by", $"'{by.Fact}' has no levels, so it tells nothing of a control.");
    }
}
