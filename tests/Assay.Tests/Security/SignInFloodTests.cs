using System.Collections.Concurrent;
using System.Net;

namespace Assay.Tests.Security;

/// <summary>A flood of sign-ins at the limits that ship; elsewhere tests lift them, so that each guess is looked at.</summary>
public sealed class SignInFloodTests(SignInFloodTests.AsShipped product) : IClassFixture<SignInFloodTests.AsShipped>
{
    private const int _tries = 10_000;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact, Trait("Length", "long")]
    public async Task Of_ten_thousand_tries_from_one_address_nearly_all_are_told_to_wait_and_nothing_of_them_stays()
    {
        product.Actor = null;
        var browser = product.Browser();
        var token = Forms.TokenIn(await browser.GetStringAsync("/sign-in", Stop));
        await TryAsync(browser, token, 0);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        ConcurrentBag<HttpStatusCode> answers = [];

        await Parallel.ForAsync(0, _tries, new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = Stop }, async (i, _) =>
        {
            using var answer = await TryAsync(browser, token, i);
            answers.Add(answer.StatusCode);
            if (answer.StatusCode is HttpStatusCode.TooManyRequests) Assert.InRange(answer.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
        });

        var grown = (GC.GetTotalMemory(forceFullCollection: true) - before) / 1024 / 1024;
        Assert.True(grown < 64, $"{grown} MB stayed");
        Assert.Empty(answers.Except([HttpStatusCode.OK, HttpStatusCode.TooManyRequests]));
        Assert.True(answers.Count(a => a is HttpStatusCode.TooManyRequests) > _tries * 9 / 10, $"{answers.Count(a => a is HttpStatusCode.OK)} were looked at");
    }

    /// <summary>Always another account, so that no limit of one of them helps.</summary>
    private static Task<HttpResponseMessage> TryAsync(HttpClient browser, string token, int number) => browser.PostAsync("/sign-in", new FormUrlEncodedContent(
    [
        new("_handler", "sign-in"), new("__RequestVerificationToken", token),
        new("Form.Email", $"nobody{number}@example.com"), new("Form.Password", $"not the right words {number}"),
    ]), Stop);

    public sealed class AsShipped(TestCluster cluster) : Product(cluster)
    {
        protected override IReadOnlyDictionary<string, string> Settings { get; } = new Dictionary<string, string>
        {
            ["Limits:SignInsPerAccount"] = "20",
            ["Limits:StrangersPerAddress"] = "60",
        };
    }
}
