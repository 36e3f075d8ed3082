using Assay.Roles;
using Assay.SignOn;

namespace Assay.Tests.SignOn;

/// <summary>What a browser must bring back from an organisation's provider, and what is worth nothing there.</summary>
public sealed class SignOnAttemptTests(Product product) : WithProvider(product)
{
    [Fact]
    public async Task An_answer_is_taken_once_and_in_the_browser_that_set_out()
    {
        var door = await OpenAsync();
        var browser = Product.Browser();
        var (code, state) = door.Answer(await door.SetOutAsync(browser));

        Assert.EndsWith("not_under_way", await BackAsync(Product.Browser(), door.Organization, code, state), StringComparison.Ordinal);
        Assert.EndsWith("not_under_way", await BackAsync(browser, door.Organization, code, "another state"), StringComparison.Ordinal);

        (code, state) = door.Answer(await door.SetOutAsync(browser));
        Assert.Equal("/", await BackAsync(browser, door.Organization, code, state));
        Assert.EndsWith("not_under_way", await BackAsync(browser, door.Organization, code, state), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_that_comes_after_ten_minutes_is_refused()
    {
        var door = await OpenAsync();
        var browser = Product.Browser();
        var (code, state) = door.Answer(await door.SetOutAsync(browser));

        Product.Clock.Advance(Attempt.Longest);

        Assert.EndsWith("not_under_way", await BackAsync(browser, door.Organization, code, state), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, "code_refused")]
    [InlineData(false, "wrong_nonce")]          // and where the provider forgets to check PKCE, the nonce holds
    public async Task A_code_of_somebody_else_s_sign_in_is_worth_nothing(bool checksVerifier, string reason)
    {
        var door = await OpenAsync();
        Provider.ChecksVerifier = checksVerifier;
        var victim = Product.Browser();
        var state = door.Answer(await door.SetOutAsync(victim)).State;
        var stolen = door.Answer(await door.SetOutAsync(Product.Browser())).Code;

        Assert.EndsWith(reason, await BackAsync(victim, door.Organization, stolen, state), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_for_one_organisation_is_not_taken_at_the_door_of_another()
    {
        var one = await OpenAsync();
        var other = await OpenAsync();
        var browser = Product.Browser();
        var (code, state) = one.Answer(await one.SetOutAsync(browser));

        Assert.EndsWith("not_under_way", await BackAsync(browser, other.Organization, code, state), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_that_names_another_issuer_is_refused()
    {
        var door = await OpenAsync();
        var browser = Product.Browser();
        var (code, state) = door.Answer(await door.SetOutAsync(browser));

        var back = await browser.GetAsync($"/sign-on/{door.Organization}/callback?code={code}&state={state}&iss=https%3A%2F%2Fevil.example", Stop);

        Assert.EndsWith("wrong_issuer", back.Headers.Location!.OriginalString, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_attempt_is_kept_from_scripts_and_cannot_be_read_or_made_up()
    {
        var door = await OpenAsync();
        var away = await Product.Browser().GetAsync($"/sign-on/{door.Organization}", Stop);
        var cookie = away.Headers.GetValues("Set-Cookie").Single();

        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("127.0.0.1", Uri.UnescapeDataString(cookie), StringComparison.Ordinal);
        Assert.Contains("code_challenge_method=S256", away.Headers.Location!.Query, StringComparison.Ordinal);
    }

    private Task<SignOnDoor> OpenAsync() => SignOnDoor.OpenAsync(Product, Provider);

    private static async Task<string> BackAsync(HttpClient browser, Guid organization, string code, string state) =>
        (await SignOnDoor.ComeBackAsync(browser, organization, code, state)).Headers.Location!.OriginalString;
}
