using System.Net;
using System.Net.Http.Json;

namespace Assay.Tests.Scope;

public sealed class ScopeTests(Product product) : IClassFixture<Product>, IAsyncLifetime
{
    private readonly HttpClient _http = product.Browser();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await product.EnterNewOrganizationAsync();

    public ValueTask DisposeAsync()
    {
        _http.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Security_cannot_be_left_out()
    {
        var refused = await _http.SubmitAsync("/scope", "decide-privacy", ("Form.Category", "security"), ("Form.Selected", "false"), ("Form.Reason", "Too much work"));

        Assert.Contains("Security is in every SOC 2 report", await refused.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_category_is_left_out_only_with_a_reason()
    {
        var without = await _http.SubmitAsync("/scope", "decide-availability", ("Form.Category", "availability"), ("Form.Selected", "false"), ("Form.Reason", ""));
        Assert.Contains("A reason is needed", await without.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);

        await _http.SubmitAsync("/scope", "decide-availability", ("Form.Category", "availability"), ("Form.Selected", "false"), ("Form.Reason", "No uptime promise is made"));
        var page = await _http.GetStringAsync("/scope", Stop);
        var gaps = await _http.GetStringAsync("/criteria/A1.1", Stop);

        Assert.Contains("No uptime promise is made", page, StringComparison.Ordinal);
        Assert.Contains("Not selected", gaps, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Buyers_and_data_change_the_recommendation_and_say_why()
    {
        await AnswerAsync("buyer_sectors", "healthcare");
        await AnswerAsync("customer_data_classes", "personal,health");
        var page = await _http.GetStringAsync("/scope", Stop);

        Assert.Contains("id=\"privacy\"", page, StringComparison.Ordinal);
        Assert.Matches("(?s)id=\"privacy\".*?Selected.*?Recommended, because", page);
    }

    [Fact]
    public async Task Leaving_training_out_blocks_until_a_named_person_gives_a_reason()
    {
        await AnswerAsync("model_origin", "own_trained");
        await AddComponentAsync("Training cluster", because: "", by: "");
        Assert.Contains("This blocks a sound scope", await _http.GetStringAsync("/scope", Stop), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_privacy_duty_stands_beside_the_report_and_is_not_satisfied_by_it()
    {
        await AnswerAsync("customer_data_classes", "personal");
        await AnswerAsync("personal_data_regions", "eu");
        var page = WebUtility.HtmlDecode(await _http.GetStringAsync("/scope", Stop));

        Assert.Contains("General Data Protection Regulation", page, StringComparison.Ordinal);
        Assert.Contains("does not satisfy the GDPR", page, StringComparison.Ordinal);
    }

    private async Task AnswerAsync(string question, string answer) =>
        (await _http.PutAsJsonAsync($"/api/interview/answers/{question}", new { answer, version = 0 }, Stop)).EnsureSuccessStatusCode();

    private async Task AddComponentAsync(string name, string because, string by)
    {
        var added = await _http.PostAsJsonAsync("/api/scope/components", new { name, @class = "Training", in_scope = "No", excluded_because = because, excluded_by = by }, Stop);
        Assert.True(added.IsSuccessStatusCode, await added.Content.ReadAsStringAsync(Stop));
    }
}
