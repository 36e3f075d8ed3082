using System.Net;
using System.Net.Http.Json;

namespace Assay.Tests.Identity;

/// <summary>That no other site can make a browser write here in somebody's name.</summary>
public sealed class OwnSiteTests(Product product) : IClassFixture<Product>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Sec-Fetch-Site", "cross-site", HttpStatusCode.Forbidden)]
    [InlineData("Sec-Fetch-Site", "same-site", HttpStatusCode.Forbidden)]
    [InlineData("Sec-Fetch-Site", "same-origin", HttpStatusCode.Created)]
    [InlineData("Sec-Fetch-Site", "none", HttpStatusCode.Created)]
    [InlineData("Origin", "https://evil.example", HttpStatusCode.Forbidden)]
    [InlineData("Origin", "http://localhost.evil.example", HttpStatusCode.Forbidden)]
    [InlineData("Origin", "null", HttpStatusCode.Forbidden)]
    [InlineData("Origin", "http://localhost", HttpStatusCode.Created)]
    public async Task A_write_by_cookie_must_come_from_our_own_pages(string header, string value, HttpStatusCode expected)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/api/people")
        {
            Content = JsonContent.Create(new { name = "Nadia", email = $"{Guid.CreateVersion7()}@example.com", starts_on = "2024-02-01" }),
        };
        request.Headers.Add(header, value);

        var answer = await product.Browser().SendAsync(request, Stop);

        Assert.Equal(expected, answer.StatusCode);
        if (expected is HttpStatusCode.Forbidden) Assert.Contains("/problems/cross-site", await answer.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_link_from_elsewhere_may_still_be_followed()
    {
        var request = new HttpRequestMessage(HttpMethod.Get, "/people");
        request.Headers.Add("Sec-Fetch-Site", "cross-site");

        Assert.Equal(HttpStatusCode.OK, (await product.Browser().SendAsync(request, Stop)).StatusCode);
    }
}
