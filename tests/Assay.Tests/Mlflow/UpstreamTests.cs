using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Assay.Ledger;
using Assay.Mlflow;
using Assay.Roles;
using Assay.Tests.Gate;
using Assay.Tests.Identity;
using Assay.Tests.Tokens;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Assay.Tests.Mlflow;

/// <summary>A second server of its own that speaks MLflow's protocol on a real port. It lets every alias through, as MLflow does.</summary>
public sealed class MlflowServer(TestCluster cluster) : Product(cluster)
{
    protected override IReadOnlyDictionary<string, string> Settings { get; } = new Dictionary<string, string> { ["Models:ProductionAliases:0"] = "of-no-model" };

    protected override bool IsSetUp => false;           // it is reached by a real port, which has to be said before anything else

    public string Address { get; private set; } = "";

    /// <summary>For the server's own people, past Assay.</summary>
    public HttpClient Http { get; private set; } = null!;

    /// <summary>A key to an organisation of its own there, so that tests do not meet.</summary>
    public async Task<string> NewKeyAsync(params Permission[] scopes)
    {
        if (Address.Length == 0)
        {
            UseKestrel(0);
            StartServer();
            Address = $"{ClientOptions.BaseAddress}".TrimEnd('/');
            Http = new() { BaseAddress = new(Address) };
        }

        await this.EnterNewOrganizationAsync();
        var key = await this.IssueTokenAsync(await this.AddServiceAccountAsync(), 30, scopes is [] ? [Permission.ReadMachineLearning, Permission.EditModels, Permission.PromoteModels] : scopes);
        Actor = null;
        Http.DefaultRequestHeaders.Authorization = new("Bearer", key);
        return key;
    }
}

/// <summary>Assay in front of an MLflow server, and beside one.</summary>
public sealed class UpstreamTests(Product product, MlflowServer server) : IClassFixture<Product>, IClassFixture<MlflowServer>, IAsyncLifetime
{
    private readonly HttpClient _http = product.Browser();
    private string _key = "";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private MlflowClient Mlflow => new(_http);

    private MlflowClient There => new(server.Http);

    private GateSteps Gate => field ??= new(product, _http);

    public async ValueTask InitializeAsync()
    {
        await product.EnterNewOrganizationAsync();
        _key = await server.NewKeyAsync();
    }

    public ValueTask DisposeAsync()
    {
        product.Roles = [Role.Owner];
        _http.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task In_front_every_call_reaches_the_server_and_its_answer_the_client()
    {
        await SetAsync("Front");
        await Mlflow.DoAsync("registered-models/create", new { name = "modèle ☂", tags = new[] { new { key = "team", value = "risk" } } });
        await Mlflow.DoAsync("model-versions/create", new { name = "modèle ☂", source = "s3://a", run_id = "r1" });
        await Mlflow.DoAsync("registered-models/alias", new { name = "modèle ☂", alias = "blue", version = "1" });
        await Mlflow.PatchAsync("model-versions/update", new { name = "modèle ☂", version = "1", description = "first" });
        await Mlflow.DeleteAsync("registered-models/delete-tag", new { name = "modèle ☂", key = "team" });
        var refused = await Mlflow.GetAsync("registered-models/get", ("name", "none"));

        var there = (await There.GetAsync("model-versions/get", ("name", "modèle ☂"), ("version", "1"))).Body;
        Assert.Equal(there.GetRawText(), (await Mlflow.GetAsync("model-versions/get", ("name", "modèle ☂"), ("version", "1"))).Body.GetRawText());
        Assert.Equal("first", there.GetProperty("model_version").GetProperty("description").GetString());
        Assert.Equal((HttpStatusCode.NotFound, "RESOURCE_DOES_NOT_EXIST"), (refused.Status, refused.ErrorCode));

        // What the server does not have, it says itself.
        using var unknown = await _http.GetAsync("/api/3.0/mlflow/traces/x", Stop);
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
    }

    [Fact]
    public async Task In_front_a_promotion_is_refused_until_the_gate_passes_and_the_server_hears_nothing_of_it()
    {
        await SetAsync("Front");
        await Gate.RulesAsync(new { rules = new[] { new { rule = "two-approvals" } } });
        await Mlflow.DoAsync("registered-models/create", new { name = "churn" });
        await Mlflow.DoAsync("model-versions/create", new { name = "churn", source = "s3://a" });

        var alias = await Mlflow.PostAsync("registered-models/alias", new { name = "churn", alias = "champion", version = "1" });
        var stage = await Mlflow.PostAsync("model-versions/transition-stage", new { name = "churn", version = "1", stage = "production" });
        Assert.All([alias, stage], r => Assert.Equal((HttpStatusCode.Forbidden, "PERMISSION_DENIED"), (r.Status, r.ErrorCode)));
        Assert.Contains("[two-approvals: fail]", alias.Message, StringComparison.Ordinal);
        Assert.Contains("/versions/1#gate", alias.Message, StringComparison.Ordinal);
        Assert.False((await There.GetAsync("registered-models/get", ("name", "churn"))).Body.GetProperty("registered_model").TryGetProperty("aliases", out _));

        await Gate.ApproveBothAsync("churn", 1);
        await Mlflow.DoAsync("registered-models/alias", new { name = "churn", alias = "champion", version = "1" });

        Assert.Equal("1", (await There.GetAsync("registered-models/alias", ("name", "churn"), ("alias", "champion"))).Body.GetProperty("model_version").GetProperty("version").GetString());
        Assert.Equal(["model.promoted", "model.promotion_refused", "model.promotion_refused"], (await KindsAsync()).Where(k => k.StartsWith("model.promot", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        await LookAsync();
        Assert.DoesNotContain("model.promoted_past_the_gate", await KindsAsync());
    }

    [Fact]
    public async Task In_front_what_the_server_refuses_is_not_recorded_as_promoted()
    {
        await SetAsync("Front");
        await Gate.RulesAsync(new { rules = new[] { new { rule = "two-approvals" } } });
        await Mlflow.DoAsync("registered-models/create", new { name = "churn" });
        await Mlflow.DoAsync("model-versions/create", new { name = "churn", source = "s3://a" });
        await Mlflow.PostAsync("registered-models/alias", new { name = "churn", alias = "champion", version = "1" });
        await Gate.ApproveBothAsync("churn", 1);

        // The second server has a gate of its own for the stage, which refuses what this one lets through.
        var refused = await Mlflow.PostAsync("model-versions/transition-stage", new { name = "churn", version = "1", stage = "Production" });

        Assert.Equal((HttpStatusCode.Forbidden, "PERMISSION_DENIED"), (refused.Status, refused.ErrorCode));
        Assert.DoesNotContain("model.promoted", await KindsAsync());
    }

    [Theory]
    [InlineData("/api/2.0/mlflow//model-versions/transition-stage")]
    [InlineData("/api/2.0/mlflow/model-versions/transition-stage/")]
    [InlineData("/api/2.0/mlflow/model-versions/./transition-stage")]
    [InlineData("/api/2.0/mlflow/model-versions/%2e/transition-stage")]
    [InlineData("/api/2.0/mlflow/runs/../model-versions/transition-stage")]
    [InlineData("/api/2.0/mlflow/runs/..%2fmodel-versions/transition-stage")]
    [InlineData("/api/2.0/mlflow/model-versions\\transition-stage")]
    [InlineData("/API/2.0/MLFLOW/MODEL-VERSIONS/TRANSITION-STAGE")]
    [InlineData("/ajax-api/2.0/mlflow/model-versions/transition-stage")]
    [InlineData("/api/3.0/mlflow/model-versions/transition-stage")]
    public async Task In_front_no_other_spelling_of_an_address_gets_past_the_gate(string address)
    {
        await SetAsync("Front");
        await Mlflow.DoAsync("registered-models/create", new { name = "churn" });
        await Mlflow.DoAsync("model-versions/create", new { name = "churn", source = "s3://a" });

        // As it comes off the wire: a client that writes addresses would tidy them first.
        var answer = await product.Server.SendAsync(http =>
        {
            (http.Request.Method, http.Request.Path, http.Request.ContentType) = ("POST", address, "application/json");
            http.Request.Host = new("localhost");
            http.Request.Body = new MemoryStream(JsonSerializer.SerializeToUtf8Bytes(new { name = "churn", version = "1", stage = "Production" }));
            http.Request.ContentLength = http.Request.Body.Length;
        }, Stop);

        Assert.True(answer.Response.StatusCode >= 400, $"{answer.Response.StatusCode}");
        Assert.Equal("None", (await There.GetAsync("model-versions/get", ("name", "churn"), ("version", "1"))).Body.GetProperty("model_version").GetProperty("current_stage").GetString());
    }

    [Fact]
    public async Task In_front_a_reader_writes_nothing_and_another_organisation_keeps_its_own_registry()
    {
        await SetAsync("Front");
        product.Roles = [Role.Auditor];
        Assert.Equal("PERMISSION_DENIED", (await Mlflow.PostAsync("registered-models/create", new { name = "x" })).ErrorCode);
        using var other = await _http.PostAsync("/api/2.0/mlflow/webhooks/create", new StringContent("{}", Encoding.UTF8, "application/json"), Stop);
        Assert.Equal(HttpStatusCode.Forbidden, other.StatusCode);

        product.Roles = [Role.Owner];
        await Mlflow.DoAsync("registered-models/create", new { name = "theirs" });
        await product.EnterNewOrganizationAsync();
        Assert.Equal("{}", (await Mlflow.GetAsync("registered-models/search")).Body.GetRawText());
    }

    [Fact]
    public async Task A_wrong_key_and_a_server_that_is_away_are_told_in_mlflows_words()
    {
        await SetAsync("Front", credential: $"{_key}x");
        var wrong = await Mlflow.GetAsync("registered-models/search");
        await SetAsync("Front", address: "http://localhost:9");
        var away = await Mlflow.GetAsync("registered-models/search");

        Assert.Equal((HttpStatusCode.BadGateway, "INTERNAL_ERROR"), (wrong.Status, wrong.ErrorCode));
        Assert.DoesNotContain(_key, wrong.Message, StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "TEMPORARILY_UNAVAILABLE"), (away.Status, away.ErrorCode));
    }

    [Theory]
    [InlineData("http://169.254.169.254/latest", "does not call out to")]
    [InlineData("http://[fe80::1]/", "does not call out to")]
    public async Task An_address_where_clouds_hand_out_keys_is_never_called(string address, string expected)
    {
        await SetAsync("Beside", address, credential: "");
        using var tested = await _http.SubmitAsync("/settings/mlflow", "test-mlflow");

        Assert.Contains(expected, await tested.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ftp://mlflow.example.com", "", "Enter the server&#x27;s address")]
    [InlineData("http://user:pass@mlflow.example.com", "", "Enter the server&#x27;s address")]
    [InlineData("http://mlflow.example.com", "a-key", "Over plain http the credential would be read on the way")]
    public async Task A_setting_that_would_do_harm_is_refused_beside_its_field(string address, string credential, string expected)
    {
        using var refused = await _http.SubmitAsync("/settings/mlflow", "save-mlflow", ("Form.Mode", "Front"), ("Form.Address", address), ("Form.Credential", credential));

        Assert.Contains(expected, await refused.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_key_is_never_shown_goes_to_no_other_server_and_whoever_may_not_set_it_does_not_see_the_page()
    {
        await SetAsync("Beside");
        using var tested = await _http.SubmitAsync("/settings/mlflow", "test-mlflow");
        Assert.Contains("The server answers as MLflow does", await tested.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
        Assert.DoesNotContain(_key, await _http.GetStringAsync("/settings/mlflow", Stop), StringComparison.Ordinal);

        await SetAsync("Beside", $"{server.Address}/elsewhere", credential: "");
        Assert.Contains("secret.cleared", await KindsAsync());

        product.Roles = [Role.Contributor];
        using var shut = await _http.GetAsync("/settings/mlflow", Stop);
        Assert.Equal(HttpStatusCode.Forbidden, shut.StatusCode);
    }

    [Fact]
    public async Task Beside_it_brings_models_versions_aliases_and_runs_here_and_doing_it_twice_changes_nothing()
    {
        var experiment = (await There.DoAsync("experiments/create", new { name = "churn" })).GetProperty("experiment_id").GetString();
        var run = (await There.DoAsync("runs/create", new { experiment_id = experiment, user_id = "alice", start_time = 1 })).GetProperty("run").GetProperty("info").GetProperty("run_id").GetString()!;
        await There.DoAsync("runs/log-batch", new { run_id = run, metrics = new object[] { new { key = "auc", value = 0.9, timestamp = 1, step = 0 }, new { key = "odd", value = "NaN", timestamp = 1, step = 9007199254740993 } }, @params = new[] { new { key = "lr", value = "0.1" } } });
        await There.DoAsync("registered-models/create", new { name = "churn", description = "Who leaves", tags = new[] { new { key = "team", value = "risk" } } });
        for (var i = 1; i <= 3; i++) await There.DoAsync("model-versions/create", new { name = "churn", source = $"s3://a/{i}", run_id = i == 1 ? run : "" });
        await There.DoAsync("registered-models/alias", new { name = "churn", alias = "blue", version = "3" });
        await There.DoAsync("model-versions/transition-stage", new { name = "churn", version = "2", stage = "Staging" });
        await SetAsync("Beside");

        await LookAsync();
        var told = await KindsAsync();
        await LookAsync();

        Assert.Equal(told, await KindsAsync());
        var model = (await Mlflow.GetAsync("registered-models/get", ("name", "churn"))).Body.GetProperty("registered_model");
        Assert.Equal(("Who leaves", """[{"alias":"blue","version":"3"}]"""), (model.GetProperty("description").GetString(), model.GetProperty("aliases").GetRawText()));
        Assert.Equal("Staging", (await Mlflow.GetAsync("model-versions/get", ("name", "churn"), ("version", "2"))).Body.GetProperty("model_version").GetProperty("current_stage").GetString());
        Assert.Equal(
            (await There.GetAsync("runs/get", ("run_id", run))).Body.GetProperty("run").GetProperty("data").GetRawText(),
            (await Mlflow.GetAsync("runs/get", ("run_id", run))).Body.GetProperty("run").GetProperty("data").GetRawText());
        var page = await _http.GetStringAsync($"/models/{await ModelAsync("churn")}", Stop);
        Assert.Contains("3 versions", page, StringComparison.Ordinal);
        Assert.Contains(server.Address, page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Beside_it_goes_on_where_it_was_cut_off()
    {
        await There.DoAsync("registered-models/create", new { name = "churn" });
        for (var i = 1; i <= 3; i++) await There.DoAsync("model-versions/create", new { name = "churn", source = $"s3://a/{i}" });
        await SetAsync("Beside");
        await using (var db = await product.OpenAsync())
        {
            // As a round leaves it that ended after its first page of two.
            (await db.Set<MlflowUpstream>().SingleAsync(Stop)).ResumeAt = PageToken.Of(2);
            db.Record(product.Actor!, "mlflow.upstream_set", "mlflow/upstream", new { });
            await db.CommitAsync(Stop);
        }

        await LookAsync();
        Assert.Equal(["3"], await VersionsAsync());
        await LookAsync();
        Assert.Equal(["1", "2", "3"], await VersionsAsync());
    }

    [Fact]
    public async Task A_promotion_that_passed_no_gate_is_a_finding_with_its_entry_until_it_is_taken_back()
    {
        await There.DoAsync("registered-models/create", new { name = "churn" });
        await There.DoAsync("model-versions/create", new { name = "churn", source = "s3://a" });
        await There.DoAsync("registered-models/alias", new { name = "churn", alias = "champion", version = "1" });
        await SetAsync("Beside");

        await LookAsync();
        await LookAsync();

        Assert.Single(await KindsAsync(), "model.promoted_past_the_gate");
        var page = await _http.GetStringAsync("/models/releases", Stop);
        Assert.Contains("Promoted past the gate", page, StringComparison.Ordinal);
        Assert.Contains($"alias champion at {server.Address}", page, StringComparison.Ordinal);
        Assert.Contains("In production without an approved promotion: 1", await _http.GetStringAsync("/", Stop), StringComparison.Ordinal);

        product.Clock.Advance(TimeSpan.FromMinutes(5));
        await There.DeleteAsync("registered-models/alias", new { name = "churn", alias = "champion" });
        await LookAsync();
        Assert.Contains("model.past_the_gate_ended", await KindsAsync());
        Assert.DoesNotContain("In production without an approved promotion", await _http.GetStringAsync("/", Stop), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_model_of_ones_own_is_not_taken_for_the_servers_of_the_same_name()
    {
        await Mlflow.DoAsync("registered-models/create", new { name = "churn" });
        await Mlflow.DoAsync("model-versions/create", new { name = "churn", source = "s3://mine" });
        await There.DoAsync("registered-models/create", new { name = "churn" });
        await There.DoAsync("model-versions/create", new { name = "churn", source = "s3://theirs" });
        await SetAsync("Beside");

        await LookAsync();

        Assert.Equal("s3://mine", (await Mlflow.GetAsync("model-versions/get-download-uri", ("name", "churn"), ("version", "1"))).Body.GetProperty("artifact_uri").GetString());
    }

    [Fact]
    public async Task An_endpoint_that_reports_an_unknown_digest_is_a_finding_at_once_and_an_approved_one_is_not()
    {
        await Gate.RulesAsync(new { rules = new[] { new { rule = "two-approvals" } } });
        await Gate.RegisterAsync("churn");
        var known = $"sha256:{new string('a', 64)}";

        var unknown = await ReportAsync($"sha256:{new string('f', 64)}");
        Assert.Equal((false, JsonValueKind.Null), (unknown.GetProperty("approved").GetBoolean(), unknown.GetProperty("model").ValueKind));
        Assert.False((await ReportAsync(known)).GetProperty("approved").GetBoolean());
        Assert.Equal(2, (await KindsAsync()).Count(k => k == "model.promoted_past_the_gate"));

        await Gate.ApproveBothAsync("churn", 1);
        await Mlflow.DoAsync("registered-models/alias", new { name = "churn", alias = "champion", version = "1" });
        var approved = await ReportAsync(known);
        Assert.Equal((true, "churn", 1), (approved.GetProperty("approved").GetBoolean(), approved.GetProperty("model").GetString(), approved.GetProperty("version").GetInt32()));
        Assert.DoesNotContain("In production without an approved promotion", await _http.GetStringAsync("/", Stop), StringComparison.Ordinal);
    }

    private async Task<JsonElement> ReportAsync(string digest)
    {
        using var answer = await _http.PostAsJsonAsync("/api/gate/running", new { endpoint = "scoring", artifactDigest = digest }, Stop);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadFromJsonAsync<JsonElement>(Stop);
    }

    private async Task SetAsync(string mode, string? address = null, string? credential = null)
    {
        using var saved = await _http.SubmitAsync("/settings/mlflow", "save-mlflow", ("Form.Mode", mode), ("Form.Address", address ?? server.Address), ("Form.UserName", ""), ("Form.Credential", credential ?? _key));
        Assert.True(saved.StatusCode is HttpStatusCode.Redirect, await saved.Content.ReadAsStringAsync(Stop));
    }

    private Task<string> LookAsync() => product.RunAsync<CollectMlflow, string>(collect => collect.RunOnceAsync(Stop));

    private Task<string[]> KindsAsync() => product.KindsAsync(product.Actor!.Organization);

    private async Task<string[]> VersionsAsync() =>
        [.. (await Mlflow.GetAsync("model-versions/search", ("order_by", "version_number ASC"))).Body.GetProperty("model_versions").EnumerateArray().Select(v => v.GetProperty("version").GetString()!)];

    private async Task<string> ModelAsync(string name)
    {
        await using var db = await product.OpenAsync();
        return $"{(await db.Set<Assay.Models.RegisteredModel>().SingleAsync(m => m.Name == name, Stop)).Id:n}";
    }
}
