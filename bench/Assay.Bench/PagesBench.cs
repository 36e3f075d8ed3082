using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Assay.Bench;

/// <summary>What a page costs the server, against a page of the same program that shows nothing.</summary>
internal static class PagesBench
{
    private const int _times = 40;

    /// <summary>The frame, the navigation and one sentence: nothing is asked of the database.</summary>
    private const string _emptyPage = "/library/nothing/here";

    private static readonly (string Name, string Address)[] _pages =
    [
        ("library, one word over everything", "/library?q=training"),
        ("library, three words", "/library?q=model+access+review"),
        ("library, words and filters", "/library?q=prompt&kind=controls&category=security&ml=true"),
        ("library, all shelves", "/library"),
        ("library, a policy written for the company", "/library/policies/T21"),
        ("library, coverage of 61 criteria", "/library/coverage"),
    ];

    public static async IAsyncEnumerable<Figure> RunAsync([EnumeratorCancellation] CancellationToken stop)
    {
        await using var server = await RunningServer.StartAsync(await Repository.BuildServerAsync(stop), stop);
        var empty = await MedianAsync(server.Http, _emptyPage, stop);

        foreach (var (name, address) in _pages)
            yield return new($"{name}, median of {_times}", Math.Round(await MedianAsync(server.Http, address, stop), 2), "ms", Math.Round(empty, 2), 20);
    }

    private static async Task<double> MedianAsync(HttpClient http, string address, CancellationToken stop)
    {
        List<double> times = [];

        for (var i = -5; i < _times; i++)                // the first few warm what is compiled and planned once
        {
            var from = Stopwatch.GetTimestamp();
            using var answer = await http.GetAsync(address, stop);
            await answer.Content.CopyToAsync(Stream.Null, stop);
            if (i >= 0) times.Add(Stopwatch.GetElapsedTime(from).TotalMilliseconds);
        }

        return times.Order().ElementAt(_times / 2);
    }
}
