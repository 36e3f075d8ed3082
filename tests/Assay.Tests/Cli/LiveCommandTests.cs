using System.Net.Http.Json;
using System.Text.Json;
using Assay.Database;
using Assay.Roles;
using Assay.Tests.Evidence;
using Assay.Tests.Fairness;
using Assay.Tests.Gate;
using Assay.Tests.Tokens;

namespace Assay.Tests.Cli;

/// <summary>The commands of a CI job against a server that listens, with a service account's own token.</summary>
public sealed class LiveCommandTests : IClassFixture<ListeningProduct>, IAsyncLifetime
{
    private readonly ListeningProduct _product;
    private HttpClient _http = null!;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("assay-live-");
    private Actor _owner = null!;
    private string _token = "";

    public LiveCommandTests(ListeningProduct product) => _product = product;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private GateSteps Gate => field ??= new(_product, _http);

    public async ValueTask InitializeAsync()
    {
        await _product.EnterNewOrganizationAsync();
        _http = _product.CreateClient();
        _owner = _product.Actor!;
        _token = await _product.IssueTokenAsync(await _product.AddServiceAccountAsync(), 30, Permission.EditDatasets, Permission.RecordMeasurements, Permission.ReadMachineLearning, Permission.EditModels, Permission.PromoteModels);
        await Gate.RegisterAsync("ranker");
    }

    public ValueTask DisposeAsync()
    {
        _product.Actor = _owner;
        _http.Dispose();
        _folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Data_is_registered_from_where_it_lies_and_the_same_again_is_known()
    {
        var file = Write("rows.csv", Tables.Population(0, rows: 200));
        string[] line = ["dataset", "add", file, "--name", "claims", "--label", "2026-03"];

        var added = await RunAsync(line);
        var again = await RunAsync(line);
        Write("rows.csv", Tables.Population(1, rows: 200));
        var other = await RunAsync(line);

        Assert.Equal(0, added.Exit);
        Assert.Contains("claims 2026-03 is version 1, waiting for a second person's approval", added.Output, StringComparison.Ordinal);
        Assert.Contains("known already", again.Output, StringComparison.Ordinal);
        Assert.Equal(1, other.Exit);
        Assert.Contains("stands for", other.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_is_registered_and_a_quality_rule_keeps_bad_data_out_with_exit_1()
    {
        Write("part/a.csv", Tables.Population(0, rows: 100));
        Assert.Equal(0, (await RunAsync("dataset", "add", _folder.FullName, "--name", "claims", "--label", "1")).Exit);
        var id = (await _http.GetFromJsonAsync<JsonElement>("/api/datasets", Stop)).GetProperty("rows")[0].GetProperty("id").GetGuid();
        var rules = await _http.PutAsJsonAsync($"/api/datasets/{id}/rules", new { rules = """[{"kind":"nulls","column":"age","maximum":0.01}]""", version = 0 }, Stop);
        Assert.True(rules.IsSuccessStatusCode, await rules.Content.ReadAsStringAsync(Stop));

        var kept = await RunAsync("dataset", "add", Write("bad.csv", "age,city\n" + string.Concat(Enumerable.Repeat(",Oslo\n41,Oslo\n", 50))), "--name", "claims", "--label", "2");

        Assert.Equal(1, kept.Exit);
        Assert.Contains("was kept out", kept.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fairness_drift_and_the_baseline_become_facts_of_the_version_that_the_gate_reads()
    {
        await Gate.RulesAsync(new { rules = new[] { new { rule = "fairness-within-limits" }, new { rule = "baseline-present" } } });
        var (decisions, before, after) = (Write("decisions.csv", Tables.Decisions(("a", 50, 100), ("b", 48, 100))), Write("before.csv", Tables.Population(0)), Write("after.csv", Tables.Population(6)));

        var shut = await RunAsync("gate", "check", "--model", "ranker", "--version", "1");
        var fairness = await RunAsync("fairness", decisions, "--prediction", "decision", "--group", "group", "--attach", "ranker@1");
        var training = await RunAsync("fairness", decisions, "--prediction", "decision", "--group", "group", "--point", "training_data", "--attach", "ranker@1");
        var baseline = await RunAsync("baseline", before, "--attach", "ranker@1");
        var drift = await RunAsync("drift", before, after, "--attach", "ranker@1");
        var open = await RunAsync("gate", "check", "--model", "ranker", "--version", "1");

        Assert.Equal((1, 0, 0, 0, 0, 0), (shut.Exit, fairness.Exit, training.Exit, baseline.Exit, drift.Exit, open.Exit));
        Assert.Contains("Recorded as baseline of ranker@1.", baseline.Errors, StringComparison.Ordinal);
        _product.Actor = _owner;
        var path = await _http.PageOfAsync("ranker", 1);
        Assert.Contains("training", (await _http.GetStringAsync($"{path}/fairness", Stop)).ToLowerInvariant(), StringComparison.Ordinal);
        Assert.Contains("Shifted", await _http.GetStringAsync($"{path}/drift", Stop), StringComparison.Ordinal);

        // What the page measures against is the same baseline that the command recorded.
        using var form = Tables.Form(null, [], ("reference", "b.csv", Tables.Population(0)), ("current", "a.csv", Tables.Population(0)));
        var measured = await _http.PostAsync("/api/models/ranker/versions/1/drift", form, Stop);
        Assert.True((await measured.Content.ReadFromJsonAsync<JsonElement>(Stop)).GetProperty("againstBaseline").GetBoolean());
    }

    [Fact]
    public async Task A_wrong_version_a_wrong_token_and_a_token_that_may_not_are_told_apart_from_an_answer()
    {
        var file = Write("rows.csv", Tables.Population(0, rows: 50));
        var narrow = await AsOwnerAsync(async () => await _product.IssueTokenAsync(await _product.AddServiceAccountAsync("narrow"), 30, Permission.ReadMachineLearning));

        Assert.Equal(2, (await RunAsync("baseline", file, "--attach", "ranker")).Exit);
        Assert.Equal(2, (await RunAsync("baseline", file, "--attach", "ranker@9")).Exit);
        _product.Actor = null;
        var unknown = await AssayProgram.RunAsync(["dataset", "add", file, "--name", "x", "--label", "1", "--server", _product.Address, "--token", _token[..^4]]);
        var refused = await AssayProgram.RunAsync(["dataset", "add", file, "--name", "x", "--label", "1", "--server", _product.Address, "--token", narrow]);
        Assert.Equal((2, 2), (unknown.Exit, refused.Exit));
        Assert.Contains("expired or revoked", unknown.Errors, StringComparison.Ordinal);
        Assert.NotEmpty(refused.Errors);
    }

    private async Task<T> AsOwnerAsync<T>(Func<Task<T>> step)
    {
        _product.Actor = _owner;
        return await step();
    }

    private async Task<AssayProgram.Ended> RunAsync(params string[] line)
    {
        _product.Actor = null;                  // the token alone says who comes
        try
        {
            return await AssayProgram.RunAsync([.. line, "--server", _product.Address, "--token", _token]);
        }
        finally
        {
            _product.Actor = _owner;
        }
    }

    private string Write(string name, string text)
    {
        var path = Path.Join(_folder.FullName, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }
}
