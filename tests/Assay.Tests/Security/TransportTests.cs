using System.Net;
using Assay.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Assay.Tests.Security;

/// <summary>That passwords never travel in the clear.</summary>
public sealed class TransportTests(TransportTests.BehindProxy product) : IClassFixture<TransportTests.BehindProxy>
{
    [Theory]
    [InlineData("http://localhost:5080", "", "", null)]
    [InlineData("http://127.0.0.1:5080;http://[::1]:5080", "", "", null)]
    [InlineData("http://0.0.0.0:5080", "", "assay.example.com", "in the clear")]
    [InlineData("http://*:5080", "", "assay.example.com", "in the clear")]
    [InlineData("http://assay.example.com", "", "assay.example.com", "in the clear")]
    [InlineData("http://0.0.0.0:5080", "10.0.0.0/8", "assay.example.com", null)]
    [InlineData("http://0.0.0.0:5080", "10.0.0.7", "", "AllowedHosts")]
    [InlineData("https://0.0.0.0:5443", "", "*", "AllowedHosts")]
    [InlineData("https://0.0.0.0:5443", "", "assay.example.com", null)]
    [InlineData("http://localhost:5080", "not-an-address", "", "not-an-address")]
    public void A_start_that_would_take_passwords_in_the_clear_is_refused(string urls, string proxies, string hosts, string? says)
    {
        var settings = new ConfigurationBuilder().AddInMemoryCollection([new("urls", urls), new("AllowedHosts", hosts)]).Build();

        var fault = Transport.FaultOf(new() { Proxies = proxies }, settings);

        if (says is null) Assert.Null(fault);
        else Assert.Contains(says, fault, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("203.0.113.9", null, HttpStatusCode.Forbidden)]                 // straight from outside
    [InlineData("203.0.113.9", "https", HttpStatusCode.Forbidden)]              // who is no proxy may say what they like
    [InlineData("10.1.2.3", "http", HttpStatusCode.Forbidden)]                  // the proxy was reached in the clear
    [InlineData("10.1.2.3", "https", HttpStatusCode.OK)]
    [InlineData("127.0.0.1", null, HttpStatusCode.OK)]
    public async Task Plain_http_is_taken_from_this_machine_or_a_named_proxy_that_was_reached_by_https(string from, string? scheme, HttpStatusCode expected)
    {
        var answer = await product.Server.SendAsync(http =>
        {
            http.Connection.RemoteIpAddress = IPAddress.Parse(from);
            http.Request.Path = "/sign-in";
            http.Request.Host = new("localhost");
            http.Request.Headers["X-Forwarded-For"] = "198.51.100.4";
            if (scheme is not null) http.Request.Headers["X-Forwarded-Proto"] = scheme;
        }, TestContext.Current.CancellationToken);

        Assert.Equal((int)expected, answer.Response.StatusCode);
        Assert.Equal("nosniff", answer.Response.Headers.XContentTypeOptions);
    }

    [Fact]
    public async Task Browsers_are_told_never_to_try_plain_http()
    {
        var answer = await product.Server.SendAsync(http =>
        {
            (http.Request.Scheme, http.Request.Host, http.Request.Path) = ("https", new("assay.example.com"), "/sign-in");
        }, TestContext.Current.CancellationToken);

        Assert.StartsWith("max-age=31536000", answer.Response.Headers.StrictTransportSecurity.ToString(), StringComparison.Ordinal);
    }

    public sealed class BehindProxy(TestCluster cluster) : Product(cluster)
    {
        protected override IReadOnlyDictionary<string, string> Settings { get; } = new Dictionary<string, string>
        {
            ["Assay:Proxies"] = "10.0.0.0/8",
            ["AllowedHosts"] = "localhost;assay.example.com",
        };
    }
}
