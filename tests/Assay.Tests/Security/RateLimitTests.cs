using System.Net;
using Assay.Roles;
using Assay.Tests.Tokens;

namespace Assay.Tests.Security;

/// <summary>That who comes too often is told when to come again.</summary>
public sealed class RateLimitTests(RateLimitTests.Strict product) : IClassFixture<RateLimitTests.Strict>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_token_that_asks_too_often_waits_and_others_do_not()
    {
        await product.EnterNewOrganizationAsync();
        var account = await product.AddServiceAccountAsync("busy");
        var (busy, other) = (await product.IssueTokenAsync(account, 30, Permission.ReadProgramme), await product.IssueTokenAsync(account, 30, Permission.ReadProgramme));
        var http = product.Program(busy);

        for (var i = 0; i < 5; i++) Assert.Equal(HttpStatusCode.OK, (await http.GetAsync("/api/whoami", Stop)).StatusCode);
        var refused = await http.GetAsync("/api/whoami", Stop);

        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
        Assert.Equal("application/problem+json", refused.Content.Headers.ContentType?.MediaType);
        Assert.Equal(HttpStatusCode.OK, (await product.Program(other).GetAsync("/api/whoami", Stop)).StatusCode);
    }

    [Fact]
    public async Task Guesses_at_one_account_are_counted_wherever_they_come_from()
    {
        product.Actor = null;
        var browser = product.Browser();

        for (var i = 0; i < 3; i++) Assert.Equal(HttpStatusCode.OK, await GuessAsync(browser, " Nobody@Example.com "));
        Assert.Equal(HttpStatusCode.TooManyRequests, await GuessAsync(browser, "nobody@example.com"));
        Assert.Equal(HttpStatusCode.OK, await GuessAsync(browser, "somebody@example.com"));
    }

    private static async Task<HttpStatusCode> GuessAsync(HttpClient browser, string email) =>
        (await browser.SubmitAsync("/sign-in", "sign-in", ("Form.Email", email), ("Form.Password", "guess guess guess"))).StatusCode;

    public sealed class Strict(TestCluster cluster) : Product(cluster)
    {
        protected override IReadOnlyDictionary<string, string> Settings { get; } = new Dictionary<string, string>
        {
            ["Limits:RequestsPerToken"] = "5",
            ["Limits:SignInsPerAccount"] = "3",
        };
    }
}
