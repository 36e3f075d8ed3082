using Assay.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace Assay.Tests.Identity;

/// <summary>First visits that are refused, which leave the product as nobody has visited it yet.</summary>
public sealed class SetupRefusedTests(FreshProduct product) : IClassFixture<FreshProduct>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Before_it_every_door_leads_to_it()
    {
        var answer = await product.Browser().GetAsync("/sign-in", Stop);

        Assert.EndsWith("/setup", answer.Headers.Location?.OriginalString, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_code_is_told_beside_its_field_and_the_rest_is_kept()
    {
        var refused = await SetUpAsync(product.Browser(), "0000-0000-0000-0000");
        var html = await refused.Content.ReadAsStringAsync(Stop);

        Assert.Contains("not the code that the server printed", html, StringComparison.Ordinal);
        Assert.Contains("value=\"Ada Works\"", html, StringComparison.Ordinal);
        Assert.DoesNotContain(Product.Password, html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("short", "at least 12")]
    [InlineData("Password12345!", "guessed first")]
    [InlineData("P@ssw0rd2026!!", "guessed first")]
    [InlineData("qwertyuiop123", "guessed first")]
    [InlineData("123456789012", "guessed first")]
    [InlineData("aaaaaaaaaaaaaa", "different characters")]
    [InlineData("my name is lovelace", "name or e-mail")]
    public async Task A_password_that_is_guessed_first_is_refused(string password, string reason)
    {
        var refused = await SetUpAsync(product.Browser(), await CodeAsync(), password);

        Assert.Contains(reason, await refused.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
        Assert.NotNull(await NextCodeAsync());
    }

    private async Task<string> CodeAsync() => await NextCodeAsync() ?? throw new InvalidOperationException("It is set up.");

    private async Task<string?> NextCodeAsync()
    {
        await using var scope = product.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<PrepareSetup>().RunAsync(Stop);
    }

    private static Task<HttpResponseMessage> SetUpAsync(HttpClient browser, string code, string password = Product.Password) => browser.SubmitAsync("/setup", "setup",
        ("Form.Code", code), ("Form.Organization", "Ada Works"), ("Form.Name", "Ada Lovelace"), ("Form.Email", Product.Email), ("Form.Password", password));
}
