using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Assay.Tests;

/// <summary>What is not opened is shut. Found by walking every address that the product has.</summary>
public sealed partial class DoorTests(Product product) : IClassFixture<Product>
{
    /// <summary>Open to everybody. A new one is a line here, where a reviewer sees it.</summary>
    private static readonly string[] _open =
    [
        "/healthz", "/readyz", "/sign-in", "/sign-in/code", "/sign-in/lost", "/sign-in/recover/{User:guid}/{Secret}", "/setup", "/theme",
        "/health", "/version",                                  // asked by MLflow's clients before they speak
        "/sign-in/organization", "/sign-in/organization/{Slug}", "/sign-on/{organization:guid}/", "/sign-on/{organization:guid}/callback",       // to the organisation's provider and back
        "/invitation/{Organization:guid}/{Id:guid}/{Secret}",   // the secret is the key, and opens once
        "/deleted/{Id:guid}", "/api/organization/receipts/{id:guid}",        // nobody can sign in to what is gone; the id is by chance alone
        "/review/{Organization:guid}/{Id:guid}/{Secret}",       // the secret is the key: one version for one outside reviewer, who decides once
        "/answer/{Organization:guid}/{Id:guid}/{Secret}",       // the secret is the key: a question delegated to a colleague
    ];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public void Only_what_is_listed_here_is_open_to_everybody() =>
        Assert.Empty(Endpoints().Where(e => e.Metadata.GetMetadata<IAllowAnonymous>() is not null).Select(Pattern).Except(_open));

    [Fact]
    public async Task Nobody_comes_in_without_signing_in()
    {
        product.Actor = null;
        var stranger = product.Browser();
        List<string> let = [];

        foreach (var endpoint in Endpoints().Where(e => !_open.Contains(Pattern(e))))
        {
            foreach (var method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET"])
            {
                var answer = await stranger.SendAsync(new(new(method), Address(endpoint)), Stop);

                // A program is told; a person is shown the door.
                var shut = answer.StatusCode is HttpStatusCode.Unauthorized
                    || (answer.StatusCode is HttpStatusCode.Redirect && answer.Headers.Location!.AbsolutePath == "/sign-in");

                if (!shut) let.Add($"{method} {Address(endpoint)}: {answer.StatusCode}");
            }
        }

        Assert.Empty(let);
    }

    [Theory]
    [InlineData("/nothing-here")]
    [InlineData("/api/nothing-here")]
    public async Task A_stranger_does_not_learn_what_there_is(string address)
    {
        product.Actor = null;

        var answer = await product.Browser().GetAsync(address, Stop);

        Assert.NotEqual(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task A_link_that_leads_nowhere_shows_the_page_that_says_so()
    {
        product.Actor = null;

        var answer = await product.Browser().GetAsync($"/answer/{Guid.Empty}/{Guid.Empty}/wrong", Stop);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Contains("There is no such page", await answer.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_program_is_refused_with_problem_details()
    {
        product.Actor = null;

        var answer = await product.Browser().GetAsync("/api/nothing-here", Stop);

        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
    }

    [Theory]
    [InlineData("/healthz")]
    [InlineData("/readyz")]
    public async Task Whether_it_is_well_may_be_asked_by_anybody(string address)
    {
        product.Actor = null;

        Assert.Equal(HttpStatusCode.OK, (await product.Browser().GetAsync(address, Stop)).StatusCode);
    }

    private IEnumerable<RouteEndpoint> Endpoints()
    {
        product.Browser().Dispose();        // endpoints are there once the product runs
        return product.Services.GetServices<EndpointDataSource>().SelectMany(s => s.Endpoints).OfType<RouteEndpoint>();
    }

    private static string Pattern(RouteEndpoint endpoint) => "/" + (endpoint.RoutePattern.RawText ?? "").TrimStart('/');

    private static string Address(RouteEndpoint endpoint) =>
        Parameter().Replace(Pattern(endpoint), m => m.Value.Contains(":int", StringComparison.Ordinal) ? "1" : "01932a5c-0000-7000-8000-000000000001");

    [GeneratedRegex(@"\{[^}]+\}", RegexOptions.None, 1000)]
    private static partial Regex Parameter();
}
