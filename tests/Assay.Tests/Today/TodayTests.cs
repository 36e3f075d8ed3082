using System.Net;
using System.Net.Http.Json;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Assay.Today;

namespace Assay.Tests.Today;

public sealed partial class TodayTests(Product product) : InNewOrganization(product)
{
    [Fact]
    public async Task An_empty_organisation_is_led_to_the_interview_and_to_no_number_about_nothing()
    {
        var page = await PageAsync();

        Assert.Contains("Start the interview", page, StringComparison.Ordinal);
        Assert.DoesNotContain("criteria met as stated", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Latest start", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_some_answers_it_says_where_to_go_on_what_is_met_as_stated_and_the_three_first_tasks()
    {
        await AnswerAsync("headcount", "15");
        var page = await PageAsync();

        Assert.Contains("Go on with the interview: 1 of", page, StringComparison.Ordinal);
        Assert.Contains("0 of 33 criteria met as stated, 0 of them evidenced", page, StringComparison.Ordinal);
        Assert.Equal(3, Rank().Count(page));
        Assert.Contains("Choose a programme plan", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_date_that_cannot_be_met_and_a_late_milestone_are_urgent()
    {
        await AnswerAsync("headcount", "15");
        await Http.PutAsJsonAsync("/api/plan", new { programme = "four-phase", wantedOn = "2026-07-02", startsOn = "2026-01-05" }, Stop);
        var page = await PageAsync();

        Assert.Contains("The wanted report date cannot be met", page, StringComparison.Ordinal);
        Assert.Contains("Milestones that are late:", page, StringComparison.Ordinal);
        Assert.Contains("Programme plan set", page, StringComparison.Ordinal);
        Assert.Contains("href=\"/plan\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_organisation_sees_none_of_it()
    {
        await AnswerAsync("headcount", "15");
        await Product.EnterNewOrganizationAsync();

        Assert.DoesNotContain("Interview question answered", await PageAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_kind_that_the_product_records_has_words_of_its_own()
    {
        var kinds = Directory.EnumerateFiles(Source(), "*.cs", SearchOption.AllDirectories)
            .SelectMany(file => Recorded().Matches(File.ReadAllText(file)).SelectMany(m => Kind().Matches(m.Value)).Select(m => m.Groups["kind"].Value))
            .Distinct().ToList();

        Assert.Contains("plan.cost_set", kinds);
        Assert.DoesNotContain(kinds, k => !EntryWords.Knows(k));
    }

    private async Task<string> PageAsync() => WebUtility.HtmlDecode(await Http.GetStringAsync("/", Stop));

    private async Task AnswerAsync(string question, string answer) =>
        Assert.True((await Http.PutAsJsonAsync($"/api/interview/answers/{question}", new { answer, version = 0 }, Stop)).IsSuccessStatusCode);

    private static string Source([CallerFilePath] string here = "") => Path.GetFullPath(Path.Join(Path.GetDirectoryName(here), "../../../src/Assay"));

    [GeneratedRegex(@"(?:\.Record|Record|LedgerEntry\.Of)\([^;]{0,200}", RegexOptions.None, 1000)]
    private static partial Regex Recorded();

    [GeneratedRegex(@"""(?<kind>[a-z_]+\.[a-z_]+)""", RegexOptions.None, 1000)]
    private static partial Regex Kind();

    [GeneratedRegex(@"Rank \d+, score", RegexOptions.None, 1000)]
    private static partial Regex Rank();
}
