using System.Net;
using System.Text;
using System.Text.Json;
using Assay.Roles;
using Assay.Tests.Identity;

namespace Assay.Tests.Mlflow;

/// <summary>What MLflow documents of experiments and runs, by raw HTTP.</summary>
public sealed class TrackingTests(Product product) : InNewOrganization(product)
{
    private MlflowClient Mlflow => new(Http);

    [Fact]
    public async Task There_is_an_experiment_from_the_beginning_and_others_are_made_found_renamed_and_deleted()
    {
        Assert.Equal("Default", Text((await Mlflow.GetAsync("experiments/get", ("experiment_id", "0"))).Body.GetProperty("experiment"), "name"));

        var made = await Mlflow.DoAsync("experiments/create", new { name = "churn", artifact_location = "s3://lake/churn", tags = new[] { new { key = "team", value = "risk" } } });
        Assert.Equal("""{"experiment_id":"1"}""", made.GetRawText());
        Assert.Equal("RESOURCE_ALREADY_EXISTS", (await Mlflow.PostAsync("experiments/create", new { name = "churn" })).ErrorCode);

        await Mlflow.DoAsync("experiments/update", new { experiment_id = "1", new_name = "churn-eu" });
        await Mlflow.DoAsync("experiments/set-experiment-tag", new { experiment_id = "1", key = "team", value = "growth" });
        var found = (await Mlflow.GetAsync("experiments/get-by-name", ("experiment_name", "churn-eu"))).Body.GetProperty("experiment");
        Assert.Equal(("1", "s3://lake/churn", "active"), (Text(found, "experiment_id"), Text(found, "artifact_location"), Text(found, "lifecycle_stage")));
        Assert.Equal("""[{"key":"team","value":"growth"}]""", found.GetProperty("tags").GetRawText());
        Assert.Equal((HttpStatusCode.NotFound, "RESOURCE_DOES_NOT_EXIST"), await CodeAsync(Mlflow.GetAsync("experiments/get-by-name", ("experiment_name", "churn"))));

        await Mlflow.DoAsync("experiments/delete", new { experiment_id = "1" });
        Assert.Equal("0", await ExperimentsAsync(new { max_results = 10 }));
        Assert.Equal("1", await ExperimentsAsync(new { max_results = 10, view_type = "DELETED_ONLY" }));
        Assert.Equal((HttpStatusCode.BadRequest, "INVALID_STATE"), await CodeAsync(Mlflow.PostAsync("runs/create", new { experiment_id = "1" })));
        await Mlflow.DoAsync("experiments/restore", new { experiment_id = "1" });
        Assert.Equal("1", await ExperimentsAsync(new { filter = "tags.team = 'growth' AND name LIKE 'churn%' AND creation_time > 0" }));
    }

    [Fact]
    public async Task A_run_keeps_what_it_logged_and_the_last_of_each_metric()
    {
        var run = await RunAsync("first");
        await Mlflow.DoAsync("runs/log-metric", new { run_id = run, key = "auc", value = 0.8, timestamp = 5, step = 1 });
        await Mlflow.DoAsync("runs/log-metric", new { run_uuid = run, run_id = run, key = "auc", value = 0.7, timestamp = 9, step = 0 });
        await Mlflow.DoAsync("runs/log-metric", new { run_id = run, key = "loss", value = "NaN", timestamp = 9, step = 9007199254740993 });
        await Mlflow.DoAsync("runs/log-parameter", new { run_id = run, key = "lr", value = "0.01" });
        await Mlflow.DoAsync("runs/set-tag", new { run_id = run, key = "team", value = "risk" });
        await Mlflow.DoAsync("runs/log-inputs", new { run_id = run, datasets = new[] { new { tags = new[] { new { key = "mlflow.data.context", value = "training" } }, dataset = new { name = "loans", digest = "9f86", source_type = "local", source = "{}" } } } });

        var read = (await Mlflow.GetAsync("runs/get", ("run_id", run))).Body.GetProperty("run");
        Assert.Equal("""[{"key":"auc","value":0.8,"timestamp":5,"step":1},{"key":"loss","value":"NaN","timestamp":9,"step":9007199254740993}]""", read.GetProperty("data").GetProperty("metrics").GetRawText());
        Assert.Equal("""[{"key":"lr","value":"0.01"}]""", read.GetProperty("data").GetProperty("params").GetRawText());
        Assert.Equal("""[{"tags":[{"key":"mlflow.data.context","value":"training"}],"dataset":{"name":"loans","digest":"9f86","source_type":"local","source":"{}"}}]""", read.GetProperty("inputs").GetProperty("dataset_inputs").GetRawText());
        Assert.Equal("""{"metrics":[{"key":"auc","value":0.8,"timestamp":5,"step":1},{"key":"auc","value":0.7,"timestamp":9,"step":0}]}""", (await Mlflow.GetAsync("metrics/get-history", ("run_id", run), ("metric_key", "auc"))).Body.GetRawText());

        await Mlflow.DoAsync("runs/delete-tag", new { run_id = run, key = "team" });
        Assert.Equal((HttpStatusCode.NotFound, "RESOURCE_DOES_NOT_EXIST"), await CodeAsync(Mlflow.PostAsync("runs/delete-tag", new { run_id = run, key = "team" })));

        var ended = (await Mlflow.DoAsync("runs/update", new { run_id = run, status = "FINISHED", end_time = 77, run_name = "renamed" })).GetProperty("run_info");
        Assert.Equal(("FINISHED", "renamed", 77), (Text(ended, "status"), Text(ended, "run_name"), ended.GetProperty("end_time").GetInt64()));
        Assert.Contains("run.ended", await Product.KindsAsync(Product.Actor!.Organization));
    }

    [Theory]
    [InlineData("runs/log-parameter", """{"run_id":"RUN","key":"lr","value":"0.2"}""", 400, "INVALID_PARAMETER_VALUE", "Changing param values is not allowed.")]
    [InlineData("runs/log-metric", """{"run_id":"RUN","key":"auc","timestamp":1}""", 400, "INVALID_PARAMETER_VALUE", "Missing value for required parameter 'value'")]
    [InlineData("runs/log-metric", """{"run_id":"RUN","key":"../auc","value":1,"timestamp":1}""", 400, "INVALID_PARAMETER_VALUE", "must not resolve")]
    [InlineData("runs/log-metric", """{"run_id":"none","key":"auc","value":1,"timestamp":1}""", 404, "RESOURCE_DOES_NOT_EXIST", "Run with id=none not found")]
    [InlineData("runs/log-batch", """{"run_id":"RUN","metrics":{}}""", 400, "INVALID_PARAMETER_VALUE", "Invalid value {} for parameter 'metrics'")]
    [InlineData("runs/update", """{"run_id":"RUN","status":"DONE"}""", 400, "INVALID_PARAMETER_VALUE", "Invalid value \"DONE\" for parameter 'status'")]
    [InlineData("runs/create", """{"experiment_id":"77"}""", 404, "RESOURCE_DOES_NOT_EXIST", "No Experiment with id=77 exists")]
    [InlineData("runs/search", """{"experiment_ids":["0"],"filter":"metrics.auc > 'a'"}""", 400, "INVALID_PARAMETER_VALUE", "numeric value")]
    [InlineData("runs/search", """{"experiment_ids":["0"],"filter":"params.lr = 1"}""", 400, "INVALID_PARAMETER_VALUE", "quoted string")]
    [InlineData("runs/search", """{"experiment_ids":["0"],"filter":"attributes.colour = 'red'"}""", 400, "INVALID_PARAMETER_VALUE", "Invalid attribute key 'colour'")]
    [InlineData("runs/search", """{"experiment_ids":["0"],"order_by":["weather.x"]}""", 400, "INVALID_PARAMETER_VALUE", "Invalid entity type 'weather'")]
    [InlineData("runs/search", """{"experiment_ids":["0"],"max_results":60000}""", 400, "INVALID_PARAMETER_VALUE", "max_results")]
    [InlineData("experiments/search", """{"filter":"creation_time > 'a'"}""", 400, "INVALID_PARAMETER_VALUE", "numeric value")]
    public async Task A_wrong_call_is_refused_with_mlflows_code(string call, string body, int status, string code, string message)
    {
        var run = await RunAsync("first");
        await Mlflow.DoAsync("runs/log-parameter", new { run_id = run, key = "lr", value = "0.1" });

        using var answer = await Http.PostAsync($"/api/2.0/mlflow/{call}", new StringContent(body.Replace("RUN", run, StringComparison.Ordinal), Encoding.UTF8, "application/json"), Stop);
        var refused = JsonElement.Parse(await answer.Content.ReadAsStringAsync(Stop));

        Assert.Equal((status, code), ((int)answer.StatusCode, Text(refused, "error_code")));
        Assert.Contains(message, Text(refused, "message"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Runs_are_found_by_metric_parameter_tag_dataset_and_attribute_and_sorted_as_asked()
    {
        for (var i = 1; i <= 4; i++)
        {
            var run = await RunAsync($"train-{i}", i);
            await Mlflow.DoAsync("runs/log-batch", new
            {
                run_id = run,
                metrics = i == 4 ? [] : new[] { new { key = "auc", value = 0.9 - (0.1 * i), timestamp = 1, step = 0 } },
                @params = new[] { new { key = "depth", value = $"{i}" } },
                tags = new[] { new { key = "team", value = i % 2 == 0 ? "even" : "odd" } },
            });
            if (i == 2) await Mlflow.DoAsync("runs/log-inputs", new { run_id = run, datasets = new[] { new { dataset = new { name = "loans", digest = "9f86", source_type = "local", source = "{}" } } } });
            if (i == 3) await Mlflow.DoAsync("runs/update", new { run_id = run, status = "FAILED", end_time = 9 });
        }

        Assert.Equal("4 3 2 1", await RunsAsync(""));
        Assert.Equal("2 1", await RunsAsync("metrics.auc > 0.65"));
        Assert.Equal("3 1", await RunsAsync("tags.team = 'odd'"));
        Assert.Equal("2", await RunsAsync("params.depth = '2' AND tags.`team` LIKE 'ev%'"));
        Assert.Equal("2", await RunsAsync("dataset.name = 'loans'"));
        Assert.Equal("3", await RunsAsync("attributes.status = 'FAILED'"));
        Assert.Equal("4 3", await RunsAsync("start_time >= 3"));
        Assert.Equal("1", await RunsAsync("run_name ILIKE 'TRAIN-1'"));
        Assert.Equal("3 2 1 4", await RunsAsync("", "metrics.auc ASC"));
        Assert.Equal("1 2 3 4", await RunsAsync("", "params.depth"));
        Assert.Equal("4 2 3 1", await RunsAsync("", "tags.team", "attributes.start_time DESC"));
    }

    [Fact]
    public async Task A_deleted_run_is_hidden_takes_nothing_and_comes_back()
    {
        var run = await RunAsync("first");
        await Mlflow.DoAsync("runs/delete", new { run_id = run });

        Assert.Equal("{}", (await Mlflow.PostAsync("runs/search", new { experiment_ids = new[] { "0" } })).Body.GetRawText());
        Assert.Equal("deleted", Text((await Mlflow.GetAsync("runs/get", ("run_id", run))).Body.GetProperty("run").GetProperty("info"), "lifecycle_stage"));
        Assert.Equal((HttpStatusCode.BadRequest, "INVALID_PARAMETER_VALUE"), await CodeAsync(Mlflow.PostAsync("runs/set-tag", new { run_id = run, key = "a", value = "b" })));

        await Mlflow.DoAsync("runs/restore", new { run_id = run });
        await Mlflow.DoAsync("runs/set-tag", new { run_id = run, key = "a", value = "b" });
    }

    [Fact]
    public async Task Another_organisation_finds_no_run_and_a_reader_logs_nothing()
    {
        var run = await RunAsync("first");
        Product.Roles = [Role.Auditor];
        var refused = await Mlflow.PostAsync("runs/log-metric", new { run_id = run, key = "auc", value = 1, timestamp = 1 });
        Product.Roles = [Role.Owner];
        await Product.EnterNewOrganizationAsync();

        Assert.Equal((HttpStatusCode.Forbidden, "PERMISSION_DENIED"), (refused.Status, refused.ErrorCode));
        Assert.Equal((HttpStatusCode.NotFound, "RESOURCE_DOES_NOT_EXIST"), await CodeAsync(Mlflow.GetAsync("runs/get", ("run_id", run))));
        Assert.Equal((HttpStatusCode.NotFound, "RESOURCE_DOES_NOT_EXIST"), await CodeAsync(Mlflow.PostAsync("runs/set-tag", new { run_id = run, key = "a", value = "b" })));
    }

    private async Task<string> RunAsync(string name, long start = 1) =>
        Text((await Mlflow.DoAsync("runs/create", new { experiment_id = "0", run_name = name, start_time = start })).GetProperty("run").GetProperty("info"), "run_id");

    private async Task<string> RunsAsync(string filter, params string[] orderBy)
    {
        var answer = await Mlflow.PostAsync("runs/search", new { experiment_ids = new[] { "0" }, filter, order_by = orderBy });
        Assert.True(answer.Status is HttpStatusCode.OK, answer.Body.ToString());
        return string.Join(' ', answer.Body.GetProperty("runs").EnumerateArray().Select(r => Text(r.GetProperty("info"), "run_name").Split('-')[1]));
    }

    private async Task<string> ExperimentsAsync(object search) =>
        string.Join(' ', (await Mlflow.DoAsync("experiments/search", search)).GetProperty("experiments").EnumerateArray().Select(e => Text(e, "experiment_id")));

    private static async Task<(HttpStatusCode, string?)> CodeAsync(Task<MlflowClient.Answer> asked) => await asked is var answer ? (answer.Status, answer.ErrorCode) : default;

    private static string Text(JsonElement json, string name) => json.GetProperty(name).GetString()!;
}
