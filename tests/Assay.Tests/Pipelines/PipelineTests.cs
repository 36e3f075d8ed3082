using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Assay.Roles;

namespace Assay.Tests.Pipelines;

public sealed class PipelineTests(Product product) : IClassFixture<Product>, IAsyncLifetime
{
    private const string _commit = "4f2a9c1d7e";

    private readonly HttpClient _http = product.Browser();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        product.Roles = [Role.Owner];
        await product.EnterNewOrganizationAsync();
    }

    public ValueTask DisposeAsync()
    {
        product.Roles = [Role.Owner];
        _http.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_step_that_says_nothing_is_a_finding_until_it_is_documented()
    {
        await AddAsync("nightly", 0);
        Assert.Equal(["no-steps"], await KindsAsync());

        var answer = await _http.PostAsJsonAsync("/api/pipelines/steps", new { name = "clean", pipeline = "nightly", position = "1", stage = "Cleaning" }, Stop);
        Assert.Equal(["undocumented-step"], await KindsAsync());

        var step = (await answer.Content.ReadFromJsonAsync<JsonElement>(Stop)).GetProperty("id").GetGuid();
        await _http.PutAsJsonAsync($"/api/pipelines/steps/{step}", new { purpose = "Drop broken rows", inputs = "raw", outputs = "clean", owner_email = "ada@example.com" }, Stop);
        Assert.Empty(await KindsAsync());
    }

    [Fact]
    public async Task A_feature_from_confidential_data_is_a_finding_until_it_names_its_rule()
    {
        await AddAsync("nightly", 0);
        var unexplained = await _http.PostAsJsonAsync("/api/pipelines/features", new { name = "income", pipeline = "nightly", source_class = "Confidential" }, Stop);
        Assert.Equal(HttpStatusCode.BadRequest, unexplained.StatusCode);

        var added = await _http.PostAsJsonAsync("/api/pipelines/features", new { name = "income", pipeline = "nightly", derivation = "Sum of the last twelve months", reason = "Predicts default", sources = "payroll@3", source_class = "Confidential" }, Stop);
        Assert.Contains("unguarded-feature", await KindsAsync());
        Assert.Contains("income", await _http.GetStringAsync("/pipelines/features?show=unguarded", Stop), StringComparison.Ordinal);

        var feature = (await added.Content.ReadFromJsonAsync<JsonElement>(Stop)).GetProperty("id").GetGuid();
        await _http.PutAsJsonAsync($"/api/pipelines/features/{feature}", new { derivation = "Sum of the last twelve months", reason = "Predicts default", source_class = "Confidential", security_rule = "Bands of 10,000; read by the training job only" }, Stop);
        Assert.DoesNotContain("unguarded-feature", await KindsAsync());
    }

    [Fact]
    public async Task A_run_of_code_that_nobody_approved_is_a_finding_until_a_second_person_approves_it()
    {
        var pipeline = await AddAsync("nightly", 0);
        await RunAsync(_commit);
        Assert.Contains("unapproved-definition", await KindsAsync());

        var proposed = await _http.PostAsJsonAsync($"/api/pipelines/{pipeline}/definitions", new { digest = _commit, note = "Retry on timeouts" }, Stop);
        var definition = (await proposed.Content.ReadFromJsonAsync<JsonElement>(Stop)).GetProperty("id").GetGuid();
        var own = await _http.PostAsync($"/api/pipelines/{pipeline}/definitions/{definition}/approval", null, Stop);
        Assert.Equal("/problems/proposer-may-not-approve", (await own.Content.ReadFromJsonAsync<JsonElement>(Stop)).GetProperty("type").GetString());
        Assert.Contains("unapproved-definition", await KindsAsync());

        product.Actor = product.Actor! with { UserId = Guid.CreateVersion7(), Name = "Grace" };
        Assert.Equal(HttpStatusCode.NoContent, (await _http.PostAsync($"/api/pipelines/{pipeline}/definitions/{definition}/approval", null, Stop)).StatusCode);
        Assert.DoesNotContain("unapproved-definition", await KindsAsync());
        Assert.Contains("Retry on timeouts", await _http.GetStringAsync($"/pipelines/{pipeline}/definitions", Stop), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_that_does_not_come_in_time_is_a_finding()
    {
        await AddAsync("nightly", 24);
        Assert.Contains("missed-run", await KindsAsync());

        await RunAsync(_commit);
        Assert.DoesNotContain("missed-run", await KindsAsync());

        product.Clock.Advance(TimeSpan.FromHours(30));
        Assert.Contains("missed-run", await KindsAsync());
        Assert.Contains("nightly should finish every 24 hours", await _http.GetStringAsync("/pipelines", Stop), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_person_approves_in_the_browser()
    {
        var pipeline = await AddAsync("nightly", 0);
        var page = $"/pipelines/{pipeline}/definitions";

        Assert.Equal(HttpStatusCode.Redirect, (await _http.SubmitAsync(page, "propose", ("Form.Digest", _commit), ("Form.Note", "First state"))).StatusCode);
        Assert.Contains("7 to 128 characters", await (await _http.SubmitAsync(page, "propose", ("Form.Digest", "x y"), ("Form.Note", "n"))).Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);

        product.Roles = [Role.Contributor];
        Assert.DoesNotContain("Approve 4f2a9c1d7e", await _http.GetStringAsync(page, Stop), StringComparison.Ordinal);
    }

    private async Task<Guid> AddAsync(string name, int hours)
    {
        var answer = await _http.PostAsJsonAsync("/api/pipelines/register", new { name, job_namespace = "ml", job_name = name, expected_every_hours = $"{hours}" }, Stop);
        return (await answer.Content.ReadFromJsonAsync<JsonElement>(Stop)).GetProperty("id").GetGuid();
    }

    private async Task RunAsync(string commit)
    {
        var json = JsonSerializer.Serialize(new
        {
            eventTime = product.Clock.GetUtcNow(),
            eventType = "COMPLETE",
            producer = "https://example.com/jobs",
            schemaURL = "https://openlineage.io/spec/2-0-2/OpenLineage.json",
            run = new { runId = Guid.CreateVersion7() },
            job = new { @namespace = "ml", name = "nightly", facets = new { sourceCodeLocation = new { _producer = "https://example.com", _schemaURL = "https://example.com", type = "git", url = "https://example.com/repo", version = commit } } },
        });
        (await _http.PostAsync("/api/v1/lineage", new StringContent(json, Encoding.UTF8, "application/json"), Stop)).EnsureSuccessStatusCode();
    }

    private async Task<List<string>> KindsAsync() =>
        [.. (await _http.GetFromJsonAsync<JsonElement>("/api/pipelines/findings", Stop)).EnumerateArray().Select(f => f.GetProperty("kind").GetString()!)];
}
