using System.Net;
using Assay.Ledger;
using Assay.Roles;
using Microsoft.EntityFrameworkCore;

namespace Assay.Tests.Identity;

/// <summary>The door, as people come to it.</summary>
public sealed class SignInTests(TestCluster cluster) : IAsyncLifetime
{
    private readonly Product _product = new(cluster);
    private Assay.Database.Actor _ada = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _product.InitializeAsync();
        (_ada, _product.Actor) = (_product.Actor!, null);
        await _product.BecomeAsync(_ada, Role.ControlOwner);            // whose role asks for no second factor
    }

    public ValueTask DisposeAsync() => _product.DisposeAsync();

    [Fact]
    public async Task The_right_password_lets_in_and_signing_out_shuts_again()
    {
        var browser = _product.Browser();
        Assert.Equal(HttpStatusCode.Unauthorized, await KnockAsync(browser));

        await SignInAsync(browser, Product.Password);
        Assert.Equal(HttpStatusCode.OK, await KnockAsync(browser));

        var token = Forms.TokenIn(await browser.GetStringAsync("/sign-in", Stop));
        await browser.PostAsync("/sign-out", new FormUrlEncodedContent([new("__RequestVerificationToken", token)]), Stop);
        Assert.Equal(HttpStatusCode.Unauthorized, await KnockAsync(browser));

        Assert.Equal(["organization.created", "user.signed_in", "user.signed_out"], (await KindsAsync()).Order());
    }

    [Fact]
    public async Task Another_site_cannot_sign_people_out()
    {
        var browser = _product.Browser();
        await SignInAsync(browser, Product.Password);

        var forged = await browser.PostAsync("/sign-out", new FormUrlEncodedContent([]), Stop);

        Assert.Equal(HttpStatusCode.BadRequest, forged.StatusCode);
        Assert.Equal(HttpStatusCode.OK, await KnockAsync(browser));
    }

    [Fact]
    public async Task Unknown_and_wrong_are_answered_alike()
    {
        var wrong = await SignInAsync(_product.Browser(), "not the right words");
        var unknown = await SignInAsync(_product.Browser(), "not the right words", "nobody@example.com");

        Assert.Equal(Refusal(await wrong.Content.ReadAsStringAsync(Stop)), Refusal(await unknown.Content.ReadAsStringAsync(Stop)));
    }

    [Fact]
    public async Task Five_wrong_passwords_lock_the_account_for_a_quarter_of_an_hour()
    {
        for (var i = 0; i < 5; i++) await SignInAsync(_product.Browser(), "not the right words");

        var browser = _product.Browser();
        await SignInAsync(browser, Product.Password);
        Assert.Equal(HttpStatusCode.Unauthorized, await KnockAsync(browser));

        _product.Clock.Advance(TimeSpan.FromMinutes(16));
        await SignInAsync(browser, Product.Password);
        Assert.Equal(HttpStatusCode.OK, await KnockAsync(browser));

        Assert.Contains("user.sign_in_locked", await KindsAsync());
    }

    [Theory]
    [InlineData("/people?page=2", "/people?page=2")]
    [InlineData("https://evil.example/", "/")]
    [InlineData("//evil.example/", "/")]
    [InlineData("/\\evil.example/", "/")]
    public async Task One_is_led_back_to_where_one_was_and_never_elsewhere(string next, string expected)
    {
        var answer = await _product.Browser().SubmitAsync($"/sign-in?next={Uri.EscapeDataString(next)}", "sign-in", ("Form.Email", Product.Email), ("Form.Password", Product.Password));

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal(expected, answer.Headers.Location!.OriginalString.Replace("http://localhost/", "/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_cookie_is_kept_from_scripts_and_other_sites()
    {
        var answer = await SignInAsync(_product.Browser(), Product.Password);
        var cookie = answer.Headers.GetValues("Set-Cookie").Single(c => c.StartsWith("assay=", StringComparison.Ordinal));

        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("expires", cookie, StringComparison.OrdinalIgnoreCase);
    }

    private async Task<string[]> KindsAsync()
    {
        _product.Actor = _ada;
        await using var db = await _product.OpenAsync();
        return await db.Set<LedgerEntry>().Where(e => !e.Kind.StartsWith("ledger.")).OrderBy(e => e.EntryId).Select(e => e.Kind).ToArrayAsync(Stop);
    }

    private static Task<HttpResponseMessage> SignInAsync(HttpClient browser, string password, string email = Product.Email) =>
        browser.SubmitAsync("/sign-in", "sign-in", ("Form.Email", email), ("Form.Password", password));

    private static async Task<HttpStatusCode> KnockAsync(HttpClient browser) => (await browser.GetAsync("/openapi/v1.json", Stop)).StatusCode;

    private static string Refusal(string html) => html.Split("role=\"alert\"")[1].Split("</div>")[0];
}
