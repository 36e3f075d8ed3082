using Assay.Catalog;
using Assay.Catalog.Content;
using Assay.Catalog.Gaps;
using Assay.Catalog.Interview;
using Assay.Catalog.Reports;

namespace Assay.Tests.Catalog;

/// <summary>Companies that a test needs.</summary>
internal static class Sheets
{
    public static CatalogLibrary Catalog => CatalogLibrary.Shipped;

    public static DateOnly AsOf { get; } = new(2026, 3, 2);

    public static IReadOnlyList<string> Samples { get; } = [.. Directory.EnumerateFiles(Repository.Folder("samples"), "*.yaml").Order(StringComparer.Ordinal)];

    public static AnswerSheet Empty => new() { Company = "Company", AsOf = AsOf };

    public static AnswerSheet Sample(string path) =>
        AnswersFile.Read(Catalog, path) is ({ } sheet, _) ? sheet : throw new InvalidDataException(path);

    public static AnswerSheet With(this AnswerSheet sheet, string fact, string answer)
    {
        var (read, wrong) = AnswerText.Parse(Catalog.Questions.Value.First(q => q.Id == fact), answer);
        return read is null ? throw new ArgumentException($"{fact}: {wrong}", nameof(answer)) : sheet with { Answers = sheet.Answers.SetItem(fact, read) };
    }

    /// <summary>Answers that differ from each other as far as the question lets them.</summary>
    public static IEnumerable<string> Possible(Question question) => question.Kind switch
    {
        QuestionKind.Practice => ["none", "informal", "documented", "operating"],
        QuestionKind.Choice or QuestionKind.Choices => question.Choices.Select(c => c.Id),
        QuestionKind.Number => [$"{question.Min ?? 0}", "15", $"{question.Max ?? 1000}"],
        QuestionKind.LastDate => ["never", "2024-01-01", "2026-02-01"],
        QuestionKind.Date => ["2026-05-01", "2027-03-01"],
        _ => ["one", "two"],
    };

    public static string Json(AnswerSheet sheet)
    {
        using var to = new MemoryStream();
        GapJson.Write(GapAnalysis.Run(Catalog, sheet), to);
        return System.Text.Encoding.UTF8.GetString(to.ToArray());
    }
}
