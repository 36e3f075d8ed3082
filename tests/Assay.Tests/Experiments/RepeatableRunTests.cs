using System.Net.Http.Json;
using System.Text.Json;
using Assay.Tests.Mlflow;

namespace Assay.Tests.Experiments;

public sealed class RepeatableRunTests(Product product) : InNewOrganization(product)
{
    private MlflowClient Mlflow => new(Http);

    [Fact]
    public async Task A_run_that_lacks_one_element_is_marked_not_repeatable_and_names_it()
    {
        await RunAsync("whole", 1, seed: true, auc: 0.9);
        await RunAsync("seedless", 2, seed: false, auc: 0.9);

        var runs = await RunsAsync();
        Assert.Equal([true, false], runs.Select(r => r.GetProperty("repeatable").GetBoolean()));
        Assert.Equal(["seed"], runs[1].GetProperty("missing").EnumerateArray().Select(m => m.GetString()));
        Assert.Contains("lacks seed", await Http.GetStringAsync("/models/experiments", Stop), StringComparison.Ordinal);
        Assert.DoesNotContain(">whole<", await Http.GetStringAsync("/models/experiments?show=not-repeatable", Stop), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0.905, true)]
    [InlineData(0.95, false)]
    public async Task A_repeat_is_matched_to_the_first_within_tolerance(double again, bool matches)
    {
        var first = await RunAsync("first", 1, seed: true, auc: 0.9);
        var second = await RunAsync("second", 2, seed: true, auc: again);
        await RunAsync("another", 3, seed: true, auc: 0.1, depth: "9");

        var runs = await RunsAsync();
        Assert.Equal([null, first, null], runs.Select(r => r.GetProperty("repeats").GetString()));
        Assert.Equal(matches, runs[1].GetProperty("withinTolerance").GetBoolean());
        var page = await Http.GetStringAsync($"/models/experiments/runs/{second}", Stop);
        Assert.Contains(matches ? "comes out the same, within 1 %" : "comes out otherwise in auc", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_runs_are_compared_and_nobody_elses_are_seen()
    {
        var one = await RunAsync("one", 1, seed: true, auc: 0.9);
        var other = await RunAsync("other", 2, seed: true, auc: 0.8, depth: "7");

        var page = await Http.GetStringAsync($"/models/experiments/runs/{other}?with={one}", Stop);
        Assert.Contains("Beside one", page, StringComparison.Ordinal);
        Assert.Contains("differs", page, StringComparison.Ordinal);

        await Product.EnterNewOrganizationAsync();
        using var hidden = await Http.GetAsync($"/models/experiments/runs/{one}", Stop);
        Assert.Equal(System.Net.HttpStatusCode.NotFound, hidden.StatusCode);
        Assert.Empty(await RunsAsync());
    }

    private async Task<string> RunAsync(string name, long start, bool seed, double auc, string depth = "4")
    {
        var run = (await Mlflow.DoAsync("runs/create", new { experiment_id = "0", run_name = name, start_time = start })).GetProperty("run").GetProperty("info").GetProperty("run_id").GetString()!;
        await Mlflow.DoAsync("runs/log-batch", new
        {
            run_id = run,
            metrics = new[] { new { key = "auc", value = auc, timestamp = start, step = 0 } },
            @params = new[] { ("depth", depth), ("seed", "42") }.Where(p => seed || p.Item1 != "seed").Select(p => new { key = p.Item1, value = p.Item2 }),
            tags = new[] { new { key = "mlflow.source.git.commit", value = "4f1d0c2" }, new { key = "environment", value = "python 3.12" } },
        });
        await Mlflow.DoAsync("runs/log-inputs", new { run_id = run, datasets = new[] { new { dataset = new { name = "loans", digest = "9f86", source_type = "local", source = "{}" } } } });
        await Mlflow.DoAsync("runs/update", new { run_id = run, status = "FINISHED", end_time = start + 5 });
        return run;
    }

    private async Task<List<JsonElement>> RunsAsync()
    {
        var runs = await Http.GetFromJsonAsync<JsonElement>("/api/experiments/runs", Stop);
        return [.. runs.EnumerateArray().Reverse()];
    }
}
