using Assay.Catalog.Source;

namespace Assay.Catalog.Checking;

/// <summary>Every test of a training module can be passed: the right choice is there, and the pass mark can be reached.</summary>
internal static class QuizCheck
{
    public const int FewestQuestions = 10;

    public static IEnumerable<Fault> Check(CatalogLibrary catalog, CatalogSource source)
    {
        foreach (var module in catalog.Training)
        {
            Fault At(string place, string message) => source.At("training", module.Id, $"{module.Id}.{place}", message);

            if (module.PassMark is <= 0 or > 1) yield return At("pass_mark", "a share above 0 and at most 1 is needed.");
            if (module.Questions.Count < FewestQuestions) yield return At("questions", $"{module.Questions.Count}; at least {FewestQuestions}.");
            foreach (var question in module.Questions.Where(q => q.Choices.Count < 2 || q.Answer < 1 || q.Answer > q.Choices.Count))
                yield return At($"questions[{question.Id}].answer", $"{question.Answer} is none of its {question.Choices.Count} choices, counted from 1.");
        }
    }
}
