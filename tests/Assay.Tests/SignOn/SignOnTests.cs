using System.Net;
using System.Text.Json.Nodes;
using Assay.Identity;
using Assay.Roles;
using Assay.SignOn;
using Assay.Tests.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Assay.Tests.SignOn;

/// <summary>Coming in through an organisation's provider: who is let in as whom.</summary>
public sealed class SignOnTests(Product product) : WithProvider(product)
{
    private const string _notHere = "/sign-in/organization?refused=not_a_member";

    [Fact]
    public async Task Somebody_new_gets_an_account_with_the_role_that_was_set_and_is_led_where_they_wanted_to_go()
    {
        var door = await OpenAsync(("DefaultRole", "Contributor"));
        var browser = Product.Browser();
        var (code, state) = door.Answer(await door.SetOutAsync(browser, "/policies"));

        var back = await SignOnDoor.ComeBackAsync(browser, door.Organization, code, state);

        Assert.Equal("/policies", back.Headers.Location!.OriginalString);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/policies", Stop)).StatusCode);
        Assert.Equal(["Contributor"], await RolesAsync(door, $"grace@{door.Domain}"));
        Assert.Contains("\"by\":\"single sign-on\"", (await door.ToldAsync("user.signed_in")).Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_provider_s_id_is_the_person_whatever_address_it_names_later()
    {
        var door = await OpenAsync();
        await door.SignInAsync();

        Assert.Equal("/", await door.SignInAsync(claims: t => t["email"] = $"renamed@{door.Domain}"));
        Assert.Equal(1, await AccountsAsync($"@{door.Domain}", except: "owner@"));
    }

    [Fact]
    public async Task Whether_a_second_factor_was_asked_for_is_kept()
    {
        var door = await OpenAsync();
        await door.SignInAsync(claims: t => t["amr"] = new JsonArray("pwd", "otp", "mfa"));

        Assert.Contains("\"secondFactor\":true", (await door.ToldAsync("sign_on.accepted")).Single(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Never", true, "not_linked")]
    [InlineData("WhenVerified", false, "not_linked")]
    [InlineData("WhenVerified", null, "not_linked")]
    [InlineData("WhenVerified", true, null)]
    [InlineData("Always", false, "not_linked")]
    [InlineData("Always", null, null)]
    public async Task An_account_that_is_there_is_opened_by_its_address_only_where_the_organisation_says_so(string trust, bool? verified, string? refused)
    {
        var door = await OpenAsync(("EmailTrust", trust));

        var led = await door.SignInAsync(claims: t => (t["email"], t["email_verified"]) = ($"OWNER@{door.Domain}", verified));

        Assert.Equal(refused is null ? "/" : $"/sign-in/organization?refused={refused}", led);
        Assert.Equal(refused is null ? 1 : 0, (await door.ToldAsync("sign_on.linked")).Length);
    }

    [Fact]
    public async Task A_provider_opens_no_account_of_another_organisation()
    {
        var theirs = await OpenAsync();
        var ours = await OpenAsync(("EmailTrust", "Always"), ("Domains", $"company-of-ours.example\n{theirs.Domain}"));

        Assert.Equal(_notHere, await ours.SignInAsync(claims: t => t["email"] = $"owner@{theirs.Domain}"));
        Assert.Empty(await theirs.ToldAsync("user.signed_in"));
    }

    [Fact]
    public async Task An_address_of_a_domain_that_is_not_listed_is_refused()
    {
        var door = await OpenAsync();

        Assert.EndsWith("domain_not_allowed", await door.SignInAsync(claims: t => t["email"] = $"grace@sub.{door.Domain}"), StringComparison.Ordinal);
        Assert.EndsWith("domain_not_allowed", await door.SignInAsync(claims: t => t["email"] = $"grace@evil.example@{door.Domain}"), StringComparison.Ordinal);
        Provider.UserInfo = new() { ["sub"] = "person-1" };
        Assert.EndsWith("domain_not_allowed", await door.SignInAsync(claims: t => t["email"] = null), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_is_unknown_is_turned_away_where_the_organisation_admits_nobody_by_itself()
    {
        var door = await OpenAsync(("AdmitsUnknown", "False"));

        Assert.Equal(_notHere, await door.SignInAsync());
        Assert.Equal(0, await AccountsAsync($"grace@{door.Domain}"));
    }

    [Fact]
    public async Task An_address_that_the_provider_tells_only_when_asked_counts_for_the_same_subject_alone()
    {
        var door = await OpenAsync();
        Provider.UserInfo = new() { ["sub"] = "person-1", ["email"] = $"grace@{door.Domain}", ["email_verified"] = true };
        Assert.Equal("/", await door.SignInAsync(claims: t => t.Remove("email")));

        Provider.UserInfo = new() { ["sub"] = "person-2", ["email"] = $"owner@{door.Domain}" };
        Assert.EndsWith("wrong_subject", await door.SignInAsync(claims: t => t.Remove("email")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", null, false)]
    [InlineData("", """["pwd"]""", false)]
    [InlineData("", """["otp","sms"]""", false)]           // two of one kind
    [InlineData("", """["pwd","otp"]""", true)]
    [InlineData("", """["mfa"]""", true)]
    [InlineData("", "\"phr\"", true)]
    [InlineData("", "\"urn:company:strong\"", false)]
    [InlineData("urn:company:strong", "\"urn:company:strong\"", true)]
    [InlineData("urn:company:strong", "\"urn:company:weak\"", false)]
    public async Task Where_the_organisation_demands_it_the_provider_must_say_that_it_took_two_factors(string own, string? said, bool lets)
    {
        var door = await OpenAsync(("DemandsSecondFactor", "True"), ("SecondFactorClass", own));
        var sentTo = await door.SetOutAsync(Product.Browser());
        Assert.Equal(own is not "", sentTo.Query.Contains("acr_values=", StringComparison.Ordinal));

        var led = await door.SignInAsync(claims: t =>
        {
            if (said is not null) t[said[0] is '[' ? "amr" : "acr"] = JsonNode.Parse(said);
        });

        Assert.Equal(lets ? "/" : "/sign-in/organization?refused=no_second_factor", led);
        Assert.Equal(lets ? 1 : 0, (await door.ToldAsync("user.signed_in")).Length);
        if (!lets) Assert.Contains("no_second_factor", (await door.ToldAsync("sign_on.refused")).Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_came_in_through_a_provider_cannot_change_what_else_opens_the_account()
    {
        var door = await OpenAsync(("EmailTrust", "Always"));
        var browser = Product.Browser();
        Assert.Equal("/", await door.SignInAsync(browser, t => t["email"] = $"owner@{door.Domain}"));

        var factors = await browser.GetStringAsync("/account/factors", Stop);
        Assert.Contains("through your organisation&#x27;s provider", factors, StringComparison.Ordinal);
        Assert.DoesNotContain("Passkey.State", factors, StringComparison.Ordinal);

        // And whoever makes the forms up: the password is right, and is not what is missing.
        var offer = await OfferAsync(door);
        foreach (var (page, form, fields) in new (string, string, (string, string)[])[]
        {
            ("/account/factors", "add-passkey", [("PasskeyName", "Planted"), ("NewPassword", Product.Password), ("Passkey.Credential", "{}"), ("Passkey.State", "AAAA")]),
            ("/account/factors", "remove-app", [("Factor", "app"), ("FactorPassword", Product.Password)]),
            ("/account/factors", "codes", [("CodesPassword", Product.Password)]),
            ("/account/factors/authenticator", "authenticator", [("Form.Sealed", offer.Sealed), ("Form.Code", offer.Code), ("Form.Password", Product.Password)]),
            ("/account/password", "password", [("Form.Present", Product.Password), ("Form.New", "another four unrelated words")]),
        }) Assert.Equal(HttpStatusCode.BadRequest, (await browser.SubmitAsync(page, form, fields)).StatusCode);

        // Nor does it help to get past the page.
        var session = await Product.WithIdentityAsync(db => db.Sessions.Where(s => s.UserId == door.Owner.UserId && s.EndedAt == null && s.Proof == Proof.SingleSignOn).Select(s => s.Id).SingleAsync(Stop));
        var enrolled = await Product.RunAsync((EnrolAuthenticator enrol) => enrol.RunAsync(door.Owner, session, new() { Sealed = offer.Sealed, Code = offer.Code, Password = Product.Password }, Stop));
        Assert.Equal(ConfirmPassword.ByProvider, Assert.IsType<EnrolAuthenticator.Outcome.Unconfirmed>(enrolled).Why);
        Assert.IsType<ChangePassword.Outcome.ByProvider>(await Product.RunAsync((ChangePassword change) => change.RunAsync(door.Owner, session, new() { Present = Product.Password, New = "another four unrelated words" }, Stop)));
        Assert.DoesNotContain(await Product.KindsAsync(door.Owner.Organization), k => k.StartsWith("user.authenticator", StringComparison.Ordinal) || k is "user.password_changed" or "user.recovery_codes_renewed");
    }

    /// <summary>A secret that was offered to the account itself, and what an app would show for it.</summary>
    private async Task<(string Sealed, string Code)> OfferAsync(SignOnDoor door)
    {
        var html = await (await Product.SignedInAsync($"owner@{door.Domain}")).GetStringAsync("/account/factors/authenticator", Stop);
        return (Factors.SealedIn(html), Factors.SecretIn(html).Now(Product.Clock));
    }

    [Fact]
    public async Task The_page_that_finds_a_provider_looks_at_the_domain_and_not_at_the_address()
    {
        var door = await OpenAsync();

        var known = await FindAsync($"owner@{door.Domain}");
        var unknown = await FindAsync($"nobody@{door.Domain}");

        Assert.Contains("Go on to Test ID", known, StringComparison.Ordinal);
        Assert.Equal(known.Split("<form")[0], unknown.Split("<form")[0]);
        Assert.Contains("No organisation here signs in that way", await FindAsync("owner@elsewhere.example"), StringComparison.Ordinal);
        Assert.Contains("Go on to Test ID", await Product.Browser().GetStringAsync($"/sign-in/organization/{door.Domain.Split('.')[0]}", Stop), StringComparison.Ordinal);
    }

    private Task<SignOnDoor> OpenAsync(params (string, string)[] settings) => SignOnDoor.OpenAsync(Product, Provider, settings);

    private async Task<string> FindAsync(string who)
    {
        var found = await Product.Browser().SubmitAsync("/sign-in/organization", "find-provider", ("Who", who));
        return await found.Content.ReadAsStringAsync(Stop);
    }

    private async Task<string[]> RolesAsync(SignOnDoor door, string email)
    {
        await using var scope = Product.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<IdentityDb>();
        return await db.RoleGrants.Where(g => g.OrganizationId == door.Organization && db.Users.Any(u => u.Id == g.UserId && u.Email == email))
            .Select(g => g.Role.ToString()).ToArrayAsync(Stop);
    }

    private async Task<int> AccountsAsync(string part, string except = "-")
    {
        await using var scope = Product.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<IdentityDb>().Users.CountAsync(u => u.Email!.Contains(part) && !u.Email.Contains(except), Stop);
    }
}
