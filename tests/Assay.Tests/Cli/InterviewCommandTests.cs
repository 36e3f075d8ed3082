using Assay.Catalog.Interview;
using Assay.Tests.Catalog;

namespace Assay.Tests.Cli;

/// <summary>The interview at a terminal, answered by a script.</summary>
public sealed class InterviewCommandTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("assay-interview-");

    private string Answers => Path.Join(_folder.FullName, "answers.yaml");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Every_answer_is_in_the_file_when_the_input_ends()
    {
        var ended = await HoldAsync("Lumen", "15", "1,3");

        Assert.Equal(0, ended.Exit);
        Assert.Equal("Lumen", Sheet.Company);
        Assert.Equal(new Answer.Number(15), Sheet.Answers["headcount"]);
        Assert.Equal(2, Sheet.Answers.Count);
    }

    [Fact]
    public async Task It_goes_on_where_it_stopped()
    {
        await HoldAsync("Lumen", "15", "q");
        var ended = await HoldAsync("u");

        Assert.DoesNotContain("called?", ended.Output, StringComparison.Ordinal);
        Assert.Equal(2, Sheet.Answers.Count);
    }

    [Fact]
    public async Task A_question_says_why_it_is_asked_and_a_wrong_answer_is_asked_again()
    {
        var ended = await HoldAsync("Lumen", "?", "a few", "15");

        Assert.Contains("Why:", ended.Output, StringComparison.Ordinal);
        Assert.Contains("'a few' is not a number.", ended.Output, StringComparison.Ordinal);
        Assert.Equal(new Answer.Number(15), Sheet.Answers["headcount"]);
    }

    [Fact]
    public async Task One_can_go_back_and_change_an_answer()
    {
        await HoldAsync("Lumen", "15", "<", "51");

        Assert.Equal(new Answer.Number(51), Sheet.Answers["headcount"]);
    }

    [Fact]
    public async Task A_first_pass_has_at_most_25_questions_and_gives_a_ranked_list()
    {
        await HoldAsync(["Lumen", .. Enumerable.Repeat("u", 60)]);
        var gap = await AssayProgram.RunAsync(["gap", "--answers", Answers, "--format", "json"]);

        Assert.InRange(Sheet.Answers.Count, 10, 25);
        Assert.Equal(0, gap.Exit);
    }

    [Fact]
    public async Task What_people_wrote_above_the_first_key_stays()
    {
        await File.WriteAllTextAsync(Answers, "# Kept by the security team.\ncompany: Lumen\nas_of: 2026-03-02\nanswers: {}\n", TestContext.Current.CancellationToken);
        await HoldAsync("15");

        Assert.StartsWith("# Kept by the security team.\n", await File.ReadAllTextAsync(Answers, TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    private AnswerSheet Sheet => Sheets.Sample(Answers);

    private Task<AssayProgram.Ended> HoldAsync(params string[] lines) =>
        AssayProgram.RunAsync(["interview", "--answers", Answers], string.Concat(lines.Select(l => l + "\n")));
}
