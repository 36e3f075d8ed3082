using System.Diagnostics;
using System.Net.Http.Json;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;

namespace Assay.Bench;

/// <summary>A whole company comes and a tenth of it goes, as directories send it: one request for each person.</summary>
internal static class ScimBench
{
    private const int _people = 5_000;
    private const int _leavers = 500;
    private const int _atOnce = 4;

    /// <summary>Seconds for all of it together: a directory gives up on a connection that keeps it for minutes.</summary>
    private const double _bar = 60;

    public static async IAsyncEnumerable<Figure> RunAsync([EnumeratorCancellation] CancellationToken stop)
    {
        await using var server = await RunningServer.StartAsync(await Repository.BuildServerAsync(stop), stop);
        var ids = new string[_people];

        var come = await SecondsAsync(_people, async i => ids[i] = await SendAsync(server.Http, HttpMethod.Post, "/Users", $$"""
            {"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"person{{i}}@sync.example","active":true,
             "name":{"familyName":"Person {{i}}"},"emails":[{"value":"person{{i}}@sync.example","primary":true}]}
            """, stop), stop);
        yield return new("5,000 people come by SCIM", come, "s", null, null);

        var members = string.Join(',', ids.Select(id => $$"""{"value":"{{id}}"}"""));
        var group = await SecondsAsync(1, _ => SendAsync(server.Http, HttpMethod.Post, "/Groups",
            $$"""{"schemas":["urn:ietf:params:scim:schemas:core:2.0:Group"],"displayName":"Everybody","members":[{{members}}]}""", stop), stop);
        yield return new("a group of all of them", group, "s", null, null);

        var go = await SecondsAsync(_leavers, i => SendAsync(server.Http, HttpMethod.Patch, $"/Users/{ids[i * 10]}",
            """{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[{"op":"replace","path":"active","value":false}]}""", stop), stop);
        yield return new("500 of them go", go, "s", null, null);

        yield return new("all of it", Math.Round(come + group + go, 1), "s", null, _bar);
    }

    private static async Task<double> SecondsAsync(int times, Func<int, Task> step, CancellationToken stop)
    {
        var from = Stopwatch.GetTimestamp();
        await Parallel.ForAsync(0, times, new ParallelOptions { MaxDegreeOfParallelism = _atOnce, CancellationToken = stop }, async (i, _) => await step(i));
        return Math.Round(Stopwatch.GetElapsedTime(from).TotalSeconds, 1);
    }

    private static async Task<string> SendAsync(HttpClient http, HttpMethod method, string path, string body, CancellationToken stop)
    {
        using var request = new HttpRequestMessage(method, $"/scim/v2{path}") { Content = new StringContent(body, Encoding.UTF8, "application/scim+json") };
        using var answer = await http.SendAsync(request, stop);
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<JsonElement>(stop)).GetProperty("id").GetString()!;
    }
}
