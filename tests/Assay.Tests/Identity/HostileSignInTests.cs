using System.Net;
using System.Net.Http.Json;
using Assay.Database;
using Assay.Identity;

namespace Assay.Tests.Identity;

/// <summary>What strangers try at the doors of identity.</summary>
public sealed class HostileSignInTests(Product product) : IClassFixture<Product>, IAsyncLifetime
{
    private Actor _ada = null!;
    private string _email = "";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        (_ada, _email) = await product.NewOwnerAsync();
        product.Actor = null;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact, Trait("Length", "long")]
    public async Task Ten_thousand_tries_are_each_refused_clearly_and_leave_five_entries_and_no_memory()
    {
        var browser = product.Browser();
        var token = Forms.TokenIn(await browser.GetStringAsync("/sign-in", Stop));
        await TryAsync(browser, token, 0);
        var before = GC.GetTotalMemory(forceFullCollection: true);

        await Parallel.ForEachAsync(Enumerable.Range(1, 9_999), new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = Stop }, async (i, _) => await TryAsync(browser, token, i));

        var grown = (GC.GetTotalMemory(forceFullCollection: true) - before) / 1024 / 1024;
        Assert.True(grown < 64, $"{grown} MB stayed");
        Assert.InRange((await product.KindsAsync(_ada.Organization)).Count(k => k.StartsWith("user.sign_in", StringComparison.Ordinal)), 1, Tries.Most);

        product.Clock.Advance(Tries.Rest);
        Assert.Equal(HttpStatusCode.Redirect, (await product.Browser().SignInAsync(_email)).StatusCode);
    }

    [Theory]
    [InlineData("/sign-in", "sign-in")]
    [InlineData("/sign-in", "passkey")]
    [InlineData("/sign-in/code", "code")]
    [InlineData("/sign-in/code", "passkey")]
    [InlineData("/sign-in/lost", "ask")]
    [InlineData("/account", "end-others")]
    [InlineData("/account", "switch")]
    [InlineData("/account/password", "password")]
    [InlineData("/account/factors", "codes")]
    [InlineData("/account/factors", "add-passkey")]
    [InlineData("/account/factors", "remove-app")]
    [InlineData("/account/factors/authenticator", "authenticator")]
    [InlineData("/settings/sign-in", "rule")]
    public async Task No_form_is_taken_from_another_site(string page, string form)
    {
        var browser = await product.SignedInAsync(_email);
        if (!page.StartsWith("/sign-in", StringComparison.Ordinal)) await browser.EnrolAppAsync(product.Clock);

        var forged = await browser.PostAsync(page, new FormUrlEncodedContent([new("_handler", form), new("ForAll", "true")]), Stop);

        Assert.Equal(HttpStatusCode.BadRequest, forged.StatusCode);
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("{}", "AAAA")]
    [InlineData("{\"id\":\"AAAA\",\"type\":\"public-key\",\"response\":{}}", "AAAA")]
    [InlineData("[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[", "AAAA")]
    public async Task An_invented_answer_of_a_passkey_opens_nothing(string credential, string state)
    {
        var browser = product.Browser();
        var real = State(await browser.GetStringAsync("/sign-in", Stop));

        foreach (var sent in new[] { state, real })
        {
            var refused = await browser.SubmitAsync("/sign-in", "passkey", ("Passkey.Credential", credential), ("Passkey.State", sent));
            Assert.Equal(HttpStatusCode.OK, refused.StatusCode);
            Assert.Contains("role=\"alert\"", await refused.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
        }

        Assert.False(await browser.IsInAsync());
    }

    [Fact]
    public async Task The_question_for_a_new_passkey_is_not_one_for_a_sign_in()
    {
        var browser = await product.SignedInAsync(_email);
        var state = State(await browser.GetStringAsync("/account/factors", Stop));

        var refused = await product.Browser().SubmitAsync("/sign-in", "passkey", ("Passkey.Credential", "{}"), ("Passkey.State", state));

        Assert.Contains("role=\"alert\"", await refused.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_that_is_far_too_long_is_refused_and_not_looked_at()
    {
        var browser = product.Browser();

        var refused = await browser.SubmitAsync("/sign-in", "sign-in", ("Form.Email", _email), ("Form.Password", new string('x', 100_000)));

        Assert.Equal(HttpStatusCode.OK, refused.StatusCode);
        Assert.DoesNotContain("user.sign_in_refused", await product.KindsAsync(_ada.Organization));
    }

    private async Task TryAsync(HttpClient browser, string token, int number)
    {
        var answer = await browser.PostAsync("/sign-in", new FormUrlEncodedContent(
        [
            new("_handler", "sign-in"), new("__RequestVerificationToken", token),
            new("Form.Email", number % 2 == 0 ? _email : $"nobody{number}@example.com"), new("Form.Password", $"not the right words {number}"),
        ]), Stop);

        // Either refused beside the form, or told to wait.
        Assert.True(answer.StatusCode is HttpStatusCode.OK or HttpStatusCode.TooManyRequests, $"{number}: {answer.StatusCode}");
        if (answer.StatusCode is HttpStatusCode.OK) Assert.Contains("may sign in now", await answer.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
    }

    private static string State(string html) => WebUtility.HtmlDecode(html.Split("name=\"Passkey.State\" value=\"")[1].Split('"')[0]);
}
