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

        foreach (var (name, address) in _pages)
        {
            var (page, empty) = await MediansAsync(server.Http, address, stop);
            yield return new($"{name}, median of {_times}", Math.Round(page, 2), "ms", Math.Round(empty, 2), 20);
        }
    }

    /// <summary>The page and the empty page by turns, so that whatever else the machine does falls on both.</summary>
    private static async Task<(double Page, double Empty)> MediansAsync(HttpClient http, string address, CancellationToken stop)
    {
        List<double> page = [], empty = [];

        for (var i = -5; i < _times; i++)                // the first few warm what is compiled and planned once
        {
            var (one, other) = (await TimeAsync(http, address, stop), await TimeAsync(http, _emptyPage, stop));
            if (i < 0) continue;

            page.Add(one);
            empty.Add(other);
        }

        return (page.Order().ElementAt(_times / 2), empty.Order().ElementAt(_times / 2));
    }

    private static async Task<double> TimeAsync(HttpClient http, string address, CancellationToken stop)
    {
        var from = Stopwatch.GetTimestamp();
        using var answer = await http.GetAsync(address, stop);
        await answer.Content.CopyToAsync(Stream.Null, stop);

        return Stopwatch.GetElapsedTime(from).TotalMilliseconds;
    }
}
