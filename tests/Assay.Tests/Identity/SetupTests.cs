using System.Net;
using Assay.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace Assay.Tests.Identity;

/// <summary>The first visit, through the page that the first visitor sees. Each test has a product of its own.</summary>
public sealed class SetupTests(TestCluster cluster) : IAsyncLifetime
{
    private readonly FreshProduct _product = new(cluster);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => _product.InitializeAsync();

    public ValueTask DisposeAsync() => _product.DisposeAsync();

    [Fact]
    public async Task Whoever_holds_the_code_becomes_the_owner_and_is_in()
    {
        var browser = _product.Browser();

        var done = await SetUpAsync(browser, await CodeAsync());

        Assert.Equal(HttpStatusCode.Redirect, done.StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/openapi/v1.json", Stop)).StatusCode);
    }

    [Fact]
    public async Task It_happens_once()
    {
        var code = await CodeAsync();
        var second = await FormAsync(_product.Browser());
        await SetUpAsync(_product.Browser(), code);

        var refused = await _product.Browser().GetAsync("/setup", Stop);

        Assert.NotEmpty(second);
        Assert.Equal("/sign-in", refused.Headers.Location?.OriginalString.Replace("http://localhost", "", StringComparison.Ordinal));
        Assert.Null(await NextCodeAsync());
    }

    [Fact]
    public async Task Two_first_visitors_make_one_owner()
    {
        var code = await CodeAsync();
        var request = new CreateOwner.Request { Code = code, Organization = "One", Name = "Ada", Email = Product.Email, Password = Product.Password };

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 4).Select(i => RunAsync(request with { Email = $"ada{i}@example.com" })));

        Assert.Single(outcomes.OfType<CreateOwner.Outcome.Created>());
        Assert.Equal(3, outcomes.OfType<CreateOwner.Outcome.AlreadySetUp>().Count());
    }

    [Fact]
    public async Task After_ten_wrong_tries_the_code_is_void_until_a_restart()
    {
        var code = await CodeAsync();
        for (var i = 0; i < SetupCode.MostTries; i++) await SetUpAsync(_product.Browser(), $"wrong {i}");

        var refused = await SetUpAsync(_product.Browser(), code);
        Assert.Contains("is void", await refused.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);

        var next = await NextCodeAsync();
        Assert.NotEqual(code, next);
        Assert.Equal(HttpStatusCode.Redirect, (await SetUpAsync(_product.Browser(), next!)).StatusCode);
    }

    [Fact]
    public async Task The_code_is_the_same_after_a_restart() => Assert.Equal(await CodeAsync(), await NextCodeAsync());

    private async Task<string> CodeAsync() => await NextCodeAsync() ?? throw new InvalidOperationException("It is set up.");

    private async Task<string?> NextCodeAsync()
    {
        await using var scope = _product.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<PrepareSetup>().RunAsync(Stop);
    }

    private async Task<CreateOwner.Outcome> RunAsync(CreateOwner.Request request)
    {
        await using var scope = _product.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<CreateOwner>().RunAsync(request, Stop);
    }

    private static Task<string> FormAsync(HttpClient browser) => browser.GetStringAsync("/setup", Stop);

    private static Task<HttpResponseMessage> SetUpAsync(HttpClient browser, string code, string password = Product.Password) => browser.SubmitAsync("/setup", "setup",
        ("Form.Code", code), ("Form.Organization", "Ada Works"), ("Form.Name", "Ada Lovelace"), ("Form.Email", Product.Email), ("Form.Password", password));
}
