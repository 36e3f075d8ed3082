using System.Net;
using System.Net.Http.Json;

namespace Assay.Tests.Scope;

public sealed class ScopeTests(Product product) : InNewOrganization(product)
{
    [Fact]
    public async Task Security_cannot_be_left_out()
    {
        var refused = await Http.SubmitAsync("/scope", "decide-privacy", ("Form.Category", "security"), ("Form.Selected", "false"), ("Form.Reason", "Too much work"));

        Assert.Contains("Security is in every SOC 2 report", await refused.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_category_is_left_out_only_with_a_reason()
    {
        var without = await Http.SubmitAsync("/scope", "decide-availability", ("Form.Category", "availability"), ("Form.Selected", "false"), ("Form.Reason", ""));
        Assert.Contains("A reason is needed", await without.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);

        await Http.SubmitAsync("/scope", "decide-availability", ("Form.Category", "availability"), ("Form.Selected", "false"), ("Form.Reason", "No uptime promise is made"));
        var page = await Http.GetStringAsync("/scope", Stop);
        var gaps = await Http.GetStringAsync("/criteria/A1.1", Stop);

        Assert.Contains("No uptime promise is made", page, StringComparison.Ordinal);
        Assert.Contains("Not selected", gaps, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Buyers_and_data_change_the_recommendation_and_say_why()
    {
        await AnswerAsync("buyer_sectors", "healthcare");
        await AnswerAsync("customer_data_classes", "personal,health");
        var page = await Http.GetStringAsync("/scope", Stop);

        Assert.Contains("id=\"privacy\"", page, StringComparison.Ordinal);
        Assert.Matches("(?s)id=\"privacy\".*?Selected.*?Recommended, because", page);
    }

    [Fact]
    public async Task Leaving_training_out_blocks_until_a_named_person_gives_a_reason()
    {
        await AnswerAsync("model_origin", "own_trained");
        await AddComponentAsync("Training cluster", because: "", by: "");
        Assert.Contains("This blocks a sound scope", await Http.GetStringAsync("/scope", Stop), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_privacy_duty_stands_beside_the_report_and_is_not_satisfied_by_it()
    {
        await AnswerAsync("customer_data_classes", "personal");
        await AnswerAsync("personal_data_regions", "eu");
        var page = WebUtility.HtmlDecode(await Http.GetStringAsync("/scope", Stop));

        Assert.Contains("General Data Protection Regulation", page, StringComparison.Ordinal);
        Assert.Contains("does not satisfy the GDPR", page, StringComparison.Ordinal);
    }

    private async Task AnswerAsync(string question, string answer) =>
        (await Http.PutAsJsonAsync($"/api/interview/answers/{question}", new { answer, version = 0 }, Stop)).EnsureSuccessStatusCode();

    private async Task AddComponentAsync(string name, string because, string by)
    {
        var added = await Http.PostAsJsonAsync("/api/scope/components", new { name, @class = "Training", in_scope = "No", excluded_because = because, excluded_by = by }, Stop);
        Assert.True(added.IsSuccessStatusCode, await added.Content.ReadAsStringAsync(Stop));
    }
}
