using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Assay.Tests.Interview;

public sealed class InterviewTests(Product product) : InNewOrganization(product)
{
    [Fact]
    public async Task An_answer_is_saved_and_the_next_question_opens()
    {
        var saved = await Http.SubmitAsync("/interview/questions/headcount?run=first_pass", "answer", ("Form.Typed", "15"), ("Form.Version", "0"));

        Assert.Equal(HttpStatusCode.Redirect, saved.StatusCode);
        Assert.Contains("/interview/questions/", saved.Headers.Location!.OriginalString, StringComparison.Ordinal);
        Assert.Equal("15", await AnswerAsync("headcount"));
    }

    [Fact]
    public async Task Several_choices_are_kept_together()
    {
        await Http.SubmitAsync("/interview/questions/model_origin", "answer", ("Form.Chosen", "fine_tuned"), ("Form.Chosen", "third_party_api"), ("Form.Version", "0"));

        Assert.Equal("third_party_api,fine_tuned", await AnswerAsync("model_origin"));
    }

    [Fact]
    public async Task Without_own_models_the_training_questions_are_not_asked()
    {
        await PutAsync("model_origin", "third_party_api", 0);
        Assert.DoesNotContain("dataset_approval", await QuestionsAsync());

        await PutAsync("model_origin", "own_trained", 1);
        Assert.Contains("dataset_approval", await QuestionsAsync());
    }

    [Fact]
    public async Task The_first_pass_asks_at_most_25_questions_and_the_baseline_only_its_own()
    {
        var first = await QuestionsAsync("first_pass");
        var baseline = await QuestionsAsync("security_baseline");

        Assert.InRange(first.Count, 15, 25);
        Assert.DoesNotContain("privacy_notice", baseline);
        Assert.Contains("access_review", baseline);
    }

    [Theory]
    [InlineData("headcount", "0", "outside 1 to")]
    [InlineData("headcount", "many", "is not a number")]
    [InlineData("mfa_scope", "sometimes", "is not one of")]
    [InlineData("access_review", "operating@yesterday", "is not a date")]
    [InlineData("report_wanted_by", "31.12.2026", "is not a date")]
    public async Task A_wrong_answer_is_refused_and_says_what_would_be_right(string question, string answer, string says)
    {
        var refused = await PutAsync(question, answer, 0);
        var problem = await refused.Content.ReadFromJsonAsync<JsonElement>(Stop);

        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Contains(says, problem.GetProperty("errors").GetProperty("answer")[0].GetString(), StringComparison.Ordinal);
        Assert.Null(await AnswerAsync(question));
    }

    [Fact]
    public async Task An_answer_that_contradicts_an_earlier_one_changes_nothing()
    {
        await PutAsync("model_origin", "third_party_api", 0);
        var refused = await PutAsync("training_compute", "rented_gpu", 0);

        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        Assert.Equal("/problems/answers-contradict", (await refused.Content.ReadFromJsonAsync<JsonElement>(Stop)).GetProperty("type").GetString());
        Assert.Null(await AnswerAsync("training_compute"));
    }

    [Fact]
    public async Task The_second_of_two_tabs_sees_the_first_ones_answer_and_is_asked()
    {
        await Http.SubmitAsync("/interview/questions/mfa_scope", "answer", ("Form.Chosen", "everyone"), ("Form.Version", "0"));
        var second = await Http.SubmitAsync("/interview/questions/mfa_scope", "answer", ("Form.Chosen", "none"), ("Form.Version", "0"));
        var page = await second.Content.ReadAsStringAsync(Stop);

        Assert.Equal(HttpStatusCode.OK, second.StatusCode);
        Assert.Contains("Somebody answered this meanwhile", page, StringComparison.Ordinal);
        Assert.Equal("everyone", await AnswerAsync("mfa_scope"));

        await Http.SubmitAsync("/interview/questions/mfa_scope", "answer", ("Form.Chosen", "none"), ("Form.Version", "1"));
        Assert.Equal("none", await AnswerAsync("mfa_scope"));
    }

    [Fact]
    public async Task Fifty_saves_at_once_leave_one_answer_and_no_error()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(i => PutAsync("headcount", $"{i + 1}", 0)));

        Assert.Single(answers, a => a.StatusCode == HttpStatusCode.OK);
        Assert.All(answers, a => Assert.True(a.StatusCode is HttpStatusCode.OK or HttpStatusCode.Conflict, $"{a.StatusCode}"));
    }

    [Fact]
    public async Task The_transcript_keeps_the_answer_that_was_replaced()
    {
        await PutAsync("mfa_scope", "privileged", 0);
        await PutAsync("mfa_scope", "everyone", 1);
        var page = await Http.GetStringAsync("/interview/transcript", Stop);

        Assert.Equal(3, page.Split("<tr").Length - 1);          // the head and two answers
        Assert.Contains("Ada", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_organisation_sees_none_of_it()
    {
        await PutAsync("headcount", "15", 0);
        await Product.EnterNewOrganizationAsync();

        Assert.Null(await AnswerAsync("headcount"));
    }

    [Fact]
    public async Task There_is_no_page_for_a_question_that_does_not_exist() =>
        Assert.Equal(HttpStatusCode.NotFound, (await Http.GetAsync("/interview/questions/nonsense", Stop)).StatusCode);

    private Task<HttpResponseMessage> PutAsync(string question, string answer, int version) =>
        Http.PutAsJsonAsync($"/api/interview/answers/{question}", new { answer, version }, Stop);

    private async Task<List<string>> QuestionsAsync(string run = "full") =>
        [.. (await Http.GetFromJsonAsync<JsonElement>($"/api/interview/questions?run={run}", Stop)).EnumerateArray().Select(q => q.GetProperty("id").GetString()!)];

    private async Task<string?> AnswerAsync(string question) =>
        (await Http.GetFromJsonAsync<JsonElement>("/api/interview/questions", Stop)).EnumerateArray()
            .First(q => q.GetProperty("id").GetString() == question).GetProperty("answer").GetString();
}
