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
    }

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

    /// <summary>Everything but what differs from one server to the next: times and run ids are compared by their type, and tags, which have no order, by their key.</summary>
    private static string Comparable(JsonElement value, string name = "") => value.ValueKind switch
    {
        JsonValueKind.Object => $"{{{string.Join(", ", value.EnumerateObject().OrderBy(p => p.Name, StringComparer.Ordinal).Select(p => $"{p.Name}: {Comparable(p.Value, p.Name)}"))}}}",
        JsonValueKind.Array => $"[{string.Join(", ", name is "tags" or "aliases" ? value.EnumerateArray().Select(i => Comparable(i)).Order(StringComparer.Ordinal) : value.EnumerateArray().Select(i => Comparable(i)))}]",
        JsonValueKind.Number when name.EndsWith("_timestamp", StringComparison.Ordinal) => value.TryGetInt64(out _) ? "a whole number" : value.GetRawText(),
        JsonValueKind.String => name is "run_id" or "source" ? "a text" : value.GetString()!,
        _ => value.GetRawText(),
    };
}
