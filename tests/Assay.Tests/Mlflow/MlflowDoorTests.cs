using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Assay.Roles;
using Assay.Tests.Tokens;

namespace Assay.Tests.Mlflow;

/// <summary>How MLflow's clients come in: by a token, sent as theirs or as a password. Nobody else does.</summary>
public sealed class MlflowDoorTests(Product product) : IClassFixture<Product>, IAsyncLifetime
{
    private Guid _account;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await product.EnterNewOrganizationAsync();
        _account = await product.AddServiceAccountAsync("training-job");
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Theory]
    [InlineData("Bearer")]
    [InlineData("Basic")]
    public async Task A_client_with_a_token_registers_a_version_from_a_run(string scheme)
    {
        var mlflow = new MlflowClient(await ClientAsync(scheme, Permission.ReadMachineLearning, Permission.EditModels));

        var experiment = (await mlflow.DoAsync("experiments/create", new { name = "churn" })).GetProperty("experiment_id").GetString();
        var run = (await mlflow.DoAsync("runs/create", new { experiment_id = experiment, user_id = "alice", start_time = 1790000000000, tags = Array.Empty<object>() })).GetProperty("run").GetProperty("info");
        await mlflow.DoAsync("runs/log-batch", new { run_id = Text(run, "run_id"), metrics = new[] { new { key = "auc", value = 0.9, timestamp = 1790000000001, step = 0 } }, @params = new[] { new { key = "lr", value = "0.1" } }, tags = Array.Empty<object>() });
        await mlflow.DoAsync("registered-models/create", new { name = "churn" });
        var version = (await mlflow.DoAsync("model-versions/create", new { name = "churn", source = $"{Text(run, "artifact_uri")}/model", run_id = Text(run, "run_id") })).GetProperty("model_version");
        await mlflow.DoAsync("runs/update", new { run_id = Text(run, "run_id"), status = "FINISHED", end_time = 1790000001000 });

        Assert.Equal(("1", "READY", Text(run, "run_id")), (Text(version, "version"), Text(version, "status"), Text(version, "run_id")));
    }

    [Theory]
    [InlineData("/api/2.0/mlflow/registered-models/search", "")]
    [InlineData("/api/2.0/mlflow/registered-models/search", "Bearer nonsense")]
    [InlineData("/api/2.0/mlflow/registered-models/search", "Basic YTpi")]
    [InlineData("/api/2.0/mlflow/registered-models/search", "password")]
    [InlineData("/ajax-api/2.0/mlflow/runs/get", "")]
    [InlineData("/api/2.0/mlflow/nothing/here", "")]
    public async Task Whoever_brings_no_token_is_told_so_in_mlflows_words(string address, string header)
    {
        product.Actor = null;
        using var http = product.Browser();
        http.DefaultRequestHeaders.Accept.ParseAdd("*/*");          // as Python's client does
        if (header == "password") header = $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"{Product.Email}:{Product.Password}"))}";      // an account's own opens nothing here
        if (header.Length > 0) http.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", header);

        using var answer = await http.GetAsync(address, Stop);
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>(Stop);

        Assert.Equal((HttpStatusCode.Unauthorized, "Basic realm=\"mlflow\""), (answer.StatusCode, answer.Headers.WwwAuthenticate.ToString()));
        Assert.Equal(["error_code", "message"], body.EnumerateObject().Select(p => p.Name));
        Assert.Equal("UNAUTHENTICATED", Text(body, "error_code"));
    }

    [Theory]
    [InlineData("registered-models/create", "EditModels", """{"name":"x"}""")]
    [InlineData("runs/create", "EditModels", "{}")]
    public async Task A_token_without_the_scope_is_denied_in_mlflows_words(string call, string lacks, string body)
    {
        using var http = await ClientAsync("Bearer", Permission.ReadMachineLearning);

        using var answer = await http.PostAsync($"/api/2.0/mlflow/{call}", new StringContent(body, Encoding.UTF8, "application/json"), Stop);
        var refused = await answer.Content.ReadFromJsonAsync<JsonElement>(Stop);

        Assert.Equal((HttpStatusCode.Forbidden, "PERMISSION_DENIED"), (answer.StatusCode, Text(refused, "error_code")));
        Assert.Contains(lacks, Text(refused, "message"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_that_may_not_promote_is_denied_before_the_gate_is_asked()
    {
        var mlflow = new MlflowClient(await ClientAsync("Bearer", Permission.ReadMachineLearning, Permission.EditModels));
        await mlflow.DoAsync("registered-models/create", new { name = "churn" });
        await mlflow.DoAsync("model-versions/create", new { name = "churn", source = "s3://a" });

        var refused = await mlflow.PostAsync("model-versions/transition-stage", new { name = "churn", version = "1", stage = "Production" });

        Assert.Equal((HttpStatusCode.Forbidden, "PERMISSION_DENIED"), (refused.Status, refused.ErrorCode));
        Assert.Contains("right to promote", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_registry_answers_at_the_address_of_mlflows_own_pages_too()
    {
        using var http = await ClientAsync("Bearer", Permission.ReadMachineLearning);

        Assert.Equal("{}", await http.GetStringAsync("/ajax-api/2.0/mlflow/registered-models/search", Stop));
    }

    [Theory]
    [InlineData("/health", "OK")]
    [InlineData("/version", "3.9.1")]
    public async Task Anybody_may_ask_whether_it_is_there_and_what_it_speaks(string address, string expected)
    {
        product.Actor = null;
        using var http = product.Browser();

        Assert.Equal(expected, await http.GetStringAsync(address, Stop));
    }

    private async Task<HttpClient> ClientAsync(string scheme, params Permission[] scopes)
    {
        var token = await product.IssueTokenAsync(_account, 30, scopes);
        product.Actor = null;
        var http = product.Browser();
        http.DefaultRequestHeaders.Authorization = scheme == "Bearer" ? new("Bearer", token) : new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"whoever:{token}")));
        return http;
    }

    private static string Text(JsonElement json, string name) => json.GetProperty(name).GetString()!;
}
