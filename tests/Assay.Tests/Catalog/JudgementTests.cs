using Assay.Catalog.Content;
using Assay.Catalog.Gaps;
using Assay.Catalog.Interview;

namespace Assay.Tests.Catalog;

/// <summary>What holds of every gap analysis, whatever was answered.</summary>
public sealed class JudgementTests
{
    private const int _seed = 20260302;

    public static TheoryData<string> Questions => [.. Sheets.Catalog.Questions.Value.Select(q => q.Id)];

    [Fact]
    public void A_better_answer_never_worsens_a_status()
    {
        var random = new Random(_seed);
        var scales = Sheets.Catalog.Questions.Value.Where(Facts.IsScale).ToList();
        List<string> worse = [];

        for (var i = 0; i < 1000; i++)
        {
            var question = scales[random.Next(scales.Count)];
            var steps = Steps(question);
            var from = random.Next(steps.Count - 1);
            var to = random.Next(from + 1, steps.Count);
            var company = Anyone(random);

            var before = GapAnalysis.Run(Sheets.Catalog, company.With(question.Id, steps[from])).Criteria;
            var after = GapAnalysis.Run(Sheets.Catalog, company.With(question.Id, steps[to])).Criteria;
            worse.AddRange(before.Zip(after).Where(c => Worth(c.Second.Status) < Worth(c.First.Status))
                .Select(c => $"{question.Id} {steps[from]} → {steps[to]}: {c.First.Criterion.Id} {c.First.Status} → {c.Second.Status}"));
        }

        Assert.Empty(worse);
    }

    [Theory, MemberData(nameof(Questions))]
    public void Every_answer_matters_where_it_is_asked(string id)
    {
        var question = Sheets.Catalog.Questions.Value.First(q => q.Id == id);
        var random = new Random(_seed);
        var companies = Sheets.Samples.Select(Sheets.Sample).Concat(Enumerable.Range(0, 200).Select(_ => Anyone(random)));

        Assert.Contains(companies.Where(c => new Facts(Sheets.Catalog, c).IsAsked(question)),
            company => Sheets.Possible(question).Select(answer => Sheets.Json(company.With(id, answer))).Distinct().Skip(1).Any());
    }

    [Fact]
    public void The_same_answers_give_the_same_bytes_and_61_criteria()
    {
        foreach (var sample in Sheets.Samples)
        {
            var json = Sheets.Json(Sheets.Sample(sample));

            Assert.Equal(json, Sheets.Json(Sheets.Sample(sample)));
            Assert.Equal(61, System.Text.Json.JsonDocument.Parse(json).RootElement.GetProperty("criteria").EnumerateArray().Select(c => c.GetProperty("id").GetString()).Distinct().Count());
        }
    }

    [Fact]
    public void A_common_criterion_is_never_not_applicable_nor_left_out()
    {
        var random = new Random(_seed);

        for (var i = 0; i < 100; i++)
            Assert.DoesNotContain(GapAnalysis.Run(Sheets.Catalog, Anyone(random)).Criteria,
                c => c.Criterion.Category is Category.Security && !c.IsOwed);
    }

    [Fact]
    public void Answers_alone_never_make_evidence()
    {
        var random = new Random(_seed);

        for (var i = 0; i < 100; i++)
            Assert.DoesNotContain(GapAnalysis.Run(Sheets.Catalog, Anyone(random)).Criteria, c => c.Basis is Basis.Evidenced);
    }

    [Fact]
    public void Unknown_is_never_in_place() =>
        Assert.DoesNotContain(GapAnalysis.Run(Sheets.Catalog, Sheets.Catalog.Questions.Value.Aggregate(Sheets.Empty, (s, q) => s.With(q.Id, "unknown"))).Criteria,
            c => c.Status is CriterionStatus.Met or CriterionStatus.Partial);

    private static AnswerSheet Anyone(Random random) => Sheets.Catalog.Questions.Value.Aggregate(Sheets.Empty, (sheet, question) =>
    {
        var answers = Sheets.Possible(question).Append("unknown").ToList();
        return sheet.With(question.Id, answers[random.Next(answers.Count)]);
    });

    /// <summary>From worst to best.</summary>
    private static List<string> Steps(Question question) => question.Kind switch
    {
        QuestionKind.Practice => ["none", "informal", "documented", "operating"],
        QuestionKind.LastDate => ["never", "2024-01-01", "2026-02-01"],
        _ => [.. question.Choices.Where(c => c.Level is not null).OrderBy(c => c.Level).Select(c => c.Id)],
    };

    private static int Worth(CriterionStatus status) => status switch
    {
        CriterionStatus.Missing => 0,
        CriterionStatus.Partial => 1,
        _ => 2,
    };
}
