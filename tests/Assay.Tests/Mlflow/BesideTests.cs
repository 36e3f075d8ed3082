using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Assay.Ledger;
using Assay.Mlflow;
using Microsoft.EntityFrameworkCore;

namespace Assay.Tests.Mlflow;

/// <summary>Assay beside an MLflow server: what happens there comes here, and what passed no gate is found.</summary>
public sealed class BesideTests(Product product, MlflowServer server) : WithUpstream(product, server)
{
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
        var page = await Http.GetStringAsync($"/models/{await ModelAsync("churn")}", Stop);
        Assert.Contains("3 versions", page, StringComparison.Ordinal);
        Assert.Contains(Server.Address, page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Beside_it_goes_on_where_it_was_cut_off()
    {
        await There.DoAsync("registered-models/create", new { name = "churn" });
        for (var i = 1; i <= 3; i++) await There.DoAsync("model-versions/create", new { name = "churn", source = $"s3://a/{i}" });
        await SetAsync("Beside");
        await using (var db = await Product.OpenAsync())
        {
            // As a round leaves it that ended after its first page of two.
            (await db.Set<MlflowUpstream>().SingleAsync(Stop)).ResumeAt = PageToken.Of(2);
            db.Record(Product.Actor!, "mlflow.upstream_set", "mlflow/upstream", new { });
            await db.CommitAsync(Stop);
        }

        await LookAsync();
        Assert.Equal(["3"], await VersionsAsync());
        await LookAsync();
        Assert.Equal(["1", "2", "3"], await VersionsAsync());
    }

    [Fact]
    public async Task Two_rounds_at_once_bring_everything_once()
    {
        foreach (var name in new[] { "churn", "fraud", "rank" })
        {
            await There.DoAsync("registered-models/create", new { name });
            await There.DoAsync("model-versions/create", new { name, source = "s3://a" });
        }

        await SetAsync("Beside");

        await Task.WhenAll(LookAsync(), LookAsync(), LookAsync());
        await LookAsync();

        var told = await KindsAsync();
        Assert.Equal((3, 3), (told.Count(k => k == "model.imported"), told.Count(k => k == "model.version_imported")));
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
        var page = await Http.GetStringAsync("/models/releases", Stop);
        Assert.Contains("Promoted past the gate", page, StringComparison.Ordinal);
        Assert.Contains($"alias champion at {Server.Address}", page, StringComparison.Ordinal);
        Assert.Contains("In production without an approved promotion: 1", await Http.GetStringAsync("/", Stop), StringComparison.Ordinal);

        Product.Clock.Advance(TimeSpan.FromMinutes(5));
        await There.DeleteAsync("registered-models/alias", new { name = "churn", alias = "champion" });
        await LookAsync();
        Assert.Contains("model.past_the_gate_ended", await KindsAsync());
        Assert.DoesNotContain("In production without an approved promotion", await Http.GetStringAsync("/", Stop), StringComparison.Ordinal);
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
        Assert.DoesNotContain("In production without an approved promotion", await Http.GetStringAsync("/", Stop), StringComparison.Ordinal);
    }

    private async Task<JsonElement> ReportAsync(string digest)
    {
        using var answer = await Http.PostAsJsonAsync("/api/gate/running", new { endpoint = "scoring", artifactDigest = digest }, Stop);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadFromJsonAsync<JsonElement>(Stop);
    }

    private async Task<string[]> VersionsAsync() =>
        [.. (await Mlflow.GetAsync("model-versions/search", ("order_by", "version_number ASC"))).Body.GetProperty("model_versions").EnumerateArray().Select(v => v.GetProperty("version").GetString()!)];

    private async Task<string> ModelAsync(string name)
    {
        await using var db = await Product.OpenAsync();
        return $"{(await db.Set<Assay.Models.RegisteredModel>().SingleAsync(m => m.Name == name, Stop)).Id:n}";
    }
}
