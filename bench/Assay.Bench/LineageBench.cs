using System.Diagnostics;
using System.Net.Http.Json;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Assay.Bench;

/// <summary>A hundred thousand events, then the lineage of something in their midst, beside a page that does nothing.</summary>
internal static class LineageBench
{
    private const int _events = 100_000;
    private const int _batch = 1000;
    private const int _chain = 50;
    private const int _times = 31;

    public static async IAsyncEnumerable<Figure> RunAsync([EnumeratorCancellation] CancellationToken stop)
    {
        await using var server = await RunningServer.StartAsync(await Repository.BuildServerAsync(stop), stop);

        var from = Stopwatch.GetTimestamp();
        for (var first = 0; first < _events; first += _batch)
        {
            using var answer = await server.Http.PostAsJsonAsync("/api/v1/lineage/batch", Enumerable.Range(first, _batch).Select(Event), stop);
            answer.EnsureSuccessStatusCode();
        }

        yield return new($"taking in {_events} OpenLineage events in batches of {_batch}", Stopwatch.GetElapsedTime(from).TotalSeconds, "s", null, null);

        // Ten jobs before it and ten after: twenty steps each way, with the datasets between them.
        var found = await server.Http.GetFromJsonAsync<JsonElement>($"/api/lineage/nodes?name=data-7-{_chain / 2}", stop);
        var node = found[0].GetProperty("id").GetGuid();
        var (graph, page, empty) = await MediansAsync(server.Http, node, stop);

        yield return new("lineage, 20 steps each way, as JSON, against an empty page", graph, "ms", empty, 20);
        yield return new("lineage, 20 steps each way, drawn, against an empty page", page, "ms", empty, 20);
    }

    /// <summary>Chains of fifty jobs, each fed by the one before and by a shared reference table.</summary>
    private static object Event(int number)
    {
        var (chain, step) = (number / _chain, number % _chain);
        object Data(int at) => new { @namespace = "s3://lake", name = $"data-{chain}-{at}" };

        return new
        {
            eventTime = "2026-03-01T08:00:00Z",
            eventType = "COMPLETE",
            producer = "https://example.com/jobs",
            schemaURL = "https://openlineage.io/spec/2-0-2/OpenLineage.json",
            run = new { runId = $"00000000-0000-4000-8000-{number:x12}" },
            job = new { @namespace = "ml", name = $"job-{chain}-{step}" },
            inputs = new[] { Data(step), new { @namespace = "s3://lake", name = $"table-{chain}" } },
            outputs = new[] { Data(step + 1) },
        };
    }

    private static async Task<(double Graph, double Page, double Empty)> MediansAsync(HttpClient http, Guid node, CancellationToken stop)
    {
        List<double> graphs = [], pages = [], empties = [];

        for (var i = -5; i < _times; i++)                // the first few warm what is compiled and planned once
        {
            var (graph, page, empty) = (await TimeAsync(http, $"/api/lineage/graph?node={node}", stop), await TimeAsync(http, $"/pipelines/lineage?node={node}", stop), await TimeAsync(http, "/library/nothing/here", stop));
            if (i < 0) continue;

            graphs.Add(graph);
            pages.Add(page);
            empties.Add(empty);
        }

        return (Median(graphs), Median(pages), Median(empties));
    }

    private static async Task<double> TimeAsync(HttpClient http, string address, CancellationToken stop)
    {
        var from = Stopwatch.GetTimestamp();
        using var answer = await http.GetAsync(address, stop);
        await answer.Content.CopyToAsync(Stream.Null, stop);

        return Stopwatch.GetElapsedTime(from).TotalMilliseconds;
    }

    private static double Median(List<double> times) => times.Order().ElementAt(_times / 2);
}
