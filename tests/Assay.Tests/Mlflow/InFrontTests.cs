using System.Net;
using System.Text;
using System.Text.Json;
using Assay.Roles;

namespace Assay.Tests.Mlflow;

/// <summary>Assay in front of an MLflow server: every call goes through, a promotion only where the gate passes.</summary>
public sealed class InFrontTests(Product product, MlflowServer server) : WithUpstream(product, server)
{
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
        using var unknown = await Http.GetAsync("/api/3.0/mlflow/traces/x", Stop);
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
        var answer = await Product.Server.SendAsync(http =>
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
        Product.Roles = [Role.Auditor];
        Assert.Equal("PERMISSION_DENIED", (await Mlflow.PostAsync("registered-models/create", new { name = "x" })).ErrorCode);
        using var other = await Http.PostAsync("/api/2.0/mlflow/webhooks/create", new StringContent("{}", Encoding.UTF8, "application/json"), Stop);
        Assert.Equal(HttpStatusCode.Forbidden, other.StatusCode);

        Product.Roles = [Role.Owner];
        await Mlflow.DoAsync("registered-models/create", new { name = "theirs" });
        await Product.EnterNewOrganizationAsync();
        Assert.Equal("{}", (await Mlflow.GetAsync("registered-models/search")).Body.GetRawText());
    }

    [Fact]
    public async Task A_wrong_key_and_a_server_that_is_away_are_told_in_mlflows_words()
    {
        await SetAsync("Front", credential: $"{Key}x");
        var wrong = await Mlflow.GetAsync("registered-models/search");
        await SetAsync("Front", address: "http://localhost:9");
        var away = await Mlflow.GetAsync("registered-models/search");

        Assert.Equal((HttpStatusCode.BadGateway, "INTERNAL_ERROR"), (wrong.Status, wrong.ErrorCode));
        Assert.DoesNotContain(Key, wrong.Message, StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "TEMPORARILY_UNAVAILABLE"), (away.Status, away.ErrorCode));
    }
}
