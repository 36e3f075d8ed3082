using System.Net.Http.Json;
using System.Text.Json;
using Assay.Tests.Gate;

namespace Assay.Tests.Mlflow;

/// <summary>The calls that were recorded from real MLflow servers, asked of the registry: the answers have the same shape, values and absences.</summary>
public sealed class ReplayTests(Product product) : IClassFixture<Product>, IAsyncLifetime
{
    private readonly HttpClient _http = product.Browser();

    private MlflowClient Mlflow => new(_http);

    public async ValueTask InitializeAsync()
    {
        await product.EnterNewOrganizationAsync();
        var gate = new GateSteps(product, _http);
        await gate.RulesAsync(new { rules = new[] { new { rule = "two-approvals" } } });

        await Mlflow.DoAsync("registered-models/create", new { name = "credit-risk", description = "PD model, 2026", tags = new[] { new { key = "risk", value = "high" }, new { key = "owner", value = "risk-team" } } });
        await Mlflow.DoAsync("registered-models/create", new { name = "empty-model" });
        await Mlflow.DoAsync("registered-models/create", new { name = "modèle ☂" });

        foreach (var (number, description, validated) in new[] { (1, "v1", "yes"), (2, "v2", "yes"), (3, "third, better", "no") })
        {
            product.Clock.Advance(TimeSpan.FromSeconds(1));
            await Mlflow.DoAsync("model-versions/create", new { name = "credit-risk", source = $"mlflow-artifacts:/1/run{number}/artifacts/model", run_id = $"run{number}", description, tags = new[] { new { key = "validated", value = validated } } });
        }

        await Mlflow.DoAsync("model-versions/set-tag", new { name = "credit-risk", version = "3", key = "approved_by", value = "bob" });
        await gate.ApproveBothAsync("credit-risk", 1);
        await gate.ApproveBothAsync("credit-risk", 2);
        product.Clock.Advance(TimeSpan.FromSeconds(1));
        await Mlflow.DoAsync("model-versions/transition-stage", new { name = "credit-risk", version = "1", stage = "Production" });
        await Mlflow.DoAsync("model-versions/transition-stage", new { name = "credit-risk", version = "2", stage = "Production", archive_existing_versions = true });
        await Mlflow.DoAsync("registered-models/alias", new { name = "credit-risk", alias = "champion", version = "2" });
        await Mlflow.DoAsync("registered-models/alias", new { name = "credit-risk", alias = "challenger", version = "3" });
        product.Clock.Advance(TimeSpan.FromSeconds(1));
        await Mlflow.PatchAsync("model-versions/update", new { name = "credit-risk", version = "3", description = "third, better" });
        await RecordRunsAsync();
    }

    /// <summary>The experiments and runs of which the recorded servers told.</summary>
    private async Task RecordRunsAsync()
    {
        await Mlflow.GetAsync("experiments/get", ("experiment_id", "0"));
        foreach (var (name, key, value) in new[] { ("credit-scoring", "team", "risk"), ("churn — ünïcode ✓", "owner", "ml-team") })
        {
            product.Clock.Advance(TimeSpan.FromSeconds(1));
            await Mlflow.DoAsync("experiments/create", new { name, tags = new[] { new { key, value } } });
        }

        for (var i = 0; i < 3; i++)
        {
            var tags = new[] { ("mlflow.source.type", "LOCAL"), ("mlflow.source.git.commit", $"{new string('0', 39)}{i}"), ("mlflow.runName", $"train-{i}"), ("stage", "trial") };
            var run = (await Mlflow.DoAsync("runs/create", new { experiment_id = "1", user_id = "alice", start_time = 1790000000000 + (i * 60000), tags = tags.Select(t => new { key = t.Item1, value = t.Item2 }) }))
                .GetProperty("run").GetProperty("info").GetProperty("run_id").GetString()!;
            if (i == 0) _firstRun = run;

            object Metric(string key, object value, long timestamp, long step) => new { key, value, timestamp, step };
            List<object> metrics = [Metric("auc", 0.81 + (i / 100.0), 1790000001000 + i, 0), Metric("auc", i switch { 0 => 0.83, 1 => 0.84, _ => 0.85 }, 1790000002000 + i, 1), Metric("loss", 0.3, 1790000003000, 2)];
            if (i == 0) metrics.AddRange([Metric("nanm", "NaN", 1790000004000, 0), Metric("infm", "Infinity", 1790000004000, 0), Metric("neginfm", "-Infinity", 1790000004000, 9007199254740993)]);
            await Mlflow.DoAsync("runs/log-batch", new { run_id = run, metrics, @params = new[] { new { key = "max_depth", value = $"{4 + i}" }, new { key = "lr", value = "0.01" } } });

            if (i < 2) await Mlflow.DoAsync("runs/update", new { run_id = run, status = i == 0 ? "FINISHED" : "FAILED", end_time = 1790000100000 + (i * 100000) });
        }

        await Mlflow.DoAsync("runs/log-inputs", new
        {
            run_id = _firstRun,
            datasets = new[] { new { tags = new[] { new { key = "mlflow.data.context", value = "training" } }, dataset = new { name = "loans-2026", digest = "9f86d081", source_type = "local", source = """{"uri":"/data/loans.csv"}""", schema = "{}", profile = """{"num_rows":1000}""" } } },
        });
    }

    private string _firstRun = "";

    public ValueTask DisposeAsync()
    {
        _http.Dispose();
        return ValueTask.CompletedTask;
    }

    private static readonly (string File, string Call, int Status)[] _calls =
    [
        ("registered-models_get", "registered-models/get?name=credit-risk", 200),
        ("registered-models_alias-get", "registered-models/alias?name=credit-risk&alias=champion", 200),
        ("registered-models_alias-get-missing", "registered-models/alias?name=credit-risk&alias=absent", 400),
        ("registered-models_search-page1", "registered-models/search?max_results=2", 200),
        ("registered-models_search-page2", "registered-models/search?max_results=2&page_token=eyJvZmZzZXQiOiAyfQ%3D%3D", 200),
        ("registered-models_search-empty", "registered-models/search?filter=name%20%3D%20%27none%27", 200),
        ("model-versions_get", "model-versions/get?name=credit-risk&version=2", 200),
        ("model-versions_get-missing", "model-versions/get?name=credit-risk&version=99", 404),
        ("model-versions_search-all", "model-versions/search?filter=name%3D%27credit-risk%27", 200),
        ("model-versions_search-page1", "model-versions/search?filter=name%3D%27credit-risk%27&max_results=2", 200),
        ("model-versions_search-page2", "model-versions/search?filter=name%3D%27credit-risk%27&max_results=2&page_token=eyJvZmZzZXQiOiAyfQ%3D%3D", 200),
        ("model-versions_search-empty", "model-versions/search?filter=name%3D%27none%27", 200),
    ];

    [Fact]
    public async Task Every_recorded_call_to_the_registry_is_answered_as_two_versions_of_mlflow_answered_it()
    {
        var stop = TestContext.Current.CancellationToken;
        var folder = Vectors.Folder("mlflow");

        foreach (var (file, call, status) in _calls)
        {
            using var answer = await _http.GetAsync($"/api/2.0/mlflow/{call}", stop);
            var found = await answer.Content.ReadAsStringAsync(stop);

            Assert.Equal((file, status), (file, (int)answer.StatusCode));
            foreach (var version in new[] { "2.12.1", "3.9.1.dev0" })
            {
                var recorded = await File.ReadAllTextAsync(Path.Join(folder, $"{version}--{file}.json"), stop);
                Assert.Equal((file, Comparable(JsonElement.Parse(recorded))), (file, Comparable(JsonElement.Parse(found))));
            }
        }
    }

    /// <summary>The searches are posted, as MLflow's client does.</summary>
    private (string File, string Call, object? Body)[] TrackingCalls =>
    [
        ("experiments_search-get", "experiments/search?max_results=10", null),
        ("experiments_search-page1", "experiments/search", new { max_results = 2, order_by = new[] { "name ASC" } }),
        ("experiments_search-page2", "experiments/search", new { max_results = 2, order_by = new[] { "name ASC" }, page_token = "eyJvZmZzZXQiOiAyfQ==" }),
        ("experiments_search-empty", "experiments/search", new { max_results = 2, filter = "name = 'none'" }),
        ("runs_get", $"runs/get?run_id={_firstRun}", null),
        ("runs_search-page1", "runs/search", new { experiment_ids = new[] { "1" }, max_results = 2 }),
        ("runs_search-page2", "runs/search", new { experiment_ids = new[] { "1" }, max_results = 2, page_token = "eyJvZmZzZXQiOiAyfQ==" }),
        ("runs_search-empty", "runs/search", new { experiment_ids = new[] { "2" } }),
        ("metrics_get-history", $"metrics/get-history?run_id={_firstRun}&metric_key=auc", null),
    ];

    [Fact]
    public async Task Every_recorded_call_to_the_tracking_server_is_answered_as_two_versions_of_mlflow_answered_it()
    {
        var stop = TestContext.Current.CancellationToken;
        var folder = Vectors.Folder("mlflow");

        foreach (var (file, call, body) in TrackingCalls)
        {
            using var answer = body is null ? await _http.GetAsync($"/api/2.0/mlflow/{call}", stop) : await _http.PostAsJsonAsync($"/api/2.0/mlflow/{call}", body, stop);
            var found = await answer.Content.ReadAsStringAsync(stop);
            Assert.Equal((file, 200), (file, (int)answer.StatusCode));

            foreach (var version in new[] { "2.12.1", "3.9.1.dev0" })
            {
                // Version 3 alone has outputs; and it leaves a history empty that is asked for without max_results, which is a fault of its own.
                if (file == "metrics_get-history" && version == "3.9.1.dev0") continue;
                var told = version == "2.12.1" ? found.Replace(""","outputs":{}""", "", StringComparison.Ordinal) : found;
                var recorded = await File.ReadAllTextAsync(Path.Join(folder, $"{version}--{file}.json"), stop);
                Assert.Equal((file, Comparable(JsonElement.Parse(recorded))), (file, Comparable(JsonElement.Parse(told))));
            }
        }
    }

    /// <summary>Everything but what differs from one server to the next: times and run ids are compared by their type, and tags, which have no order, by their key.</summary>
    private static string Comparable(JsonElement value, string name = "") => value.ValueKind switch
    {
        JsonValueKind.Object => $"{{{string.Join(", ", value.EnumerateObject().OrderBy(p => p.Name, StringComparer.Ordinal).Select(p => $"{p.Name}: {Comparable(p.Value, p.Name)}"))}}}",
        JsonValueKind.Array => $"[{string.Join(", ", name is "tags" or "aliases" or "params" or "metrics" ? value.EnumerateArray().Select(i => Comparable(i)).Order(StringComparer.Ordinal) : value.EnumerateArray().Select(i => Comparable(i)))}]",
        JsonValueKind.Number when name is "value" => $"{value.GetDouble():R}",
        JsonValueKind.Number when name.EndsWith("_timestamp", StringComparison.Ordinal) || name is "creation_time" or "last_update_time" => value.TryGetInt64(out _) ? "a whole number" : value.GetRawText(),
        JsonValueKind.String => name is "run_id" or "run_uuid" or "source" && !value.GetString()!.StartsWith('{') || name is "artifact_uri" or "artifact_location" ? "a text" : value.GetString()!,
        _ => value.GetRawText(),
    };
}
