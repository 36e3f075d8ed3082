using System.Net;
using Assay.Database;
using Assay.Identity;
using Assay.Roles;
using Microsoft.EntityFrameworkCore;

namespace Assay.Tests.Identity;

/// <summary>Second factors, through the pages on which people add and show them.</summary>
public sealed class FactorTests(Product product) : IClassFixture<Product>, IAsyncLifetime
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

    [Fact]
    public async Task Whoever_decides_or_lets_others_in_can_do_nothing_without_a_second_factor()
    {
        var browser = await product.SignedInAsync(_email);

        Assert.Equal("/account/factors", (await browser.GetAsync("/people", Stop)).Headers.Location?.OriginalString);
        Assert.Equal(HttpStatusCode.Forbidden, (await browser.GetAsync("/api/people", Stop)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await browser.PostAsync("/people/new", new FormUrlEncodedContent([]), Stop)).StatusCode);
        Assert.Contains("Add a second factor to go on", await browser.GetStringAsync("/account/factors", Stop), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Role.Owner, true)]
    [InlineData(Role.ComplianceManager, true)]
    [InlineData(Role.Approver, true)]
    [InlineData(Role.ControlOwner, false)]
    [InlineData(Role.Contributor, false)]
    [InlineData(Role.Employee, false)]
    [InlineData(Role.Executive, false)]
    public async Task Which_roles_need_one_is_fixed(Role role, bool needs)
    {
        await product.BecomeAsync(_ada, role);

        var browser = await product.SignedInAsync(_email);

        Assert.Equal(!needs, await browser.IsInAsync());
    }

    [Fact]
    public async Task An_organisation_may_ask_it_of_everybody_and_whoever_is_in_is_asked_at_once()
    {
        await product.BecomeAsync(_ada, Role.Contributor);
        var browser = await product.SignedInAsync(_email);
        Assert.True(await browser.IsInAsync());

        (product.Actor, product.Roles) = (_ada, [Role.Owner]);
        await product.Browser().SubmitAsync("/settings/sign-in", "rule", ("ForAll", "true"));
        product.Actor = null;

        Assert.False(await browser.IsInAsync());
        Assert.Contains("organization.second_factor_rule", await product.KindsAsync(_ada.Organization));
    }

    [Fact]
    public async Task An_app_is_set_up_with_its_code_and_asked_for_from_then_on()
    {
        var browser = await product.SignedInAsync(_email);
        var (app, codes) = await browser.EnrolAppAsync(product.Clock);

        Assert.True(await browser.IsInAsync());
        Assert.Equal(RecoveryCode.Count, codes.Count);

        var next = await product.SignedInAsync(_email);
        var held = await next.GetAsync("/people?page=2", Stop);
        Assert.Equal("/sign-in/code?next=%2Fpeople%3Fpage%3D2", held.Headers.Location?.OriginalString);

        product.Clock.Advance(TimeSpan.FromSeconds(30));
        var passed = await next.SubmitAsync("/sign-in/code?next=%2Fpeople%3Fpage%3D2", "code", ("Form.Code", app.Now(product.Clock)));

        Assert.Equal("/people?page=2", passed.Headers.Location!.OriginalString.Replace("http://localhost/", "/", StringComparison.Ordinal));
        Assert.True(await next.IsInAsync());
        Assert.Equal(["user.authenticator_enrolled", "user.password_accepted", "user.signed_in", "user.signed_in", "user.signed_in"],
            (await product.KindsAsync(_ada.Organization)).Where(k => k.StartsWith("user.", StringComparison.Ordinal)).Order());
    }

    [Fact]
    public async Task Between_password_and_code_nothing_of_the_organisation_is_open()
    {
        await (await product.SignedInAsync(_email)).EnrolAppAsync(product.Clock);
        var half = await product.SignedInAsync(_email);

        foreach (var page in new[] { "/", "/people", "/account", "/account/factors", "/account/factors/authenticator", "/settings/sign-in" })
            Assert.StartsWith("/sign-in/code", (await half.GetAsync(page, Stop)).Headers.Location?.OriginalString, StringComparison.Ordinal);

        Assert.Equal(HttpStatusCode.Forbidden, (await half.GetAsync("/api/people", Stop)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await half.GetAsync("/openapi/v1.json", Stop)).StatusCode);

        product.Clock.Advance(Session.HalfProved);
        Assert.StartsWith("/sign-in?", new Uri((await half.GetAsync("/people", Stop)).Headers.Location!.OriginalString).PathAndQuery, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_code_is_taken_once()
    {
        var (app, _) = await (await product.SignedInAsync(_email)).EnrolAppAsync(product.Clock);
        product.Clock.Advance(TimeSpan.FromSeconds(30));
        var code = app.Now(product.Clock);
        var browsers = new[] { await product.SignedInAsync(_email), await product.SignedInAsync(_email), await product.SignedInAsync(_email) };

        await Task.WhenAll(browsers.Select(b => b.SubmitAsync("/sign-in/code", "code", ("Form.Code", code))));

        var let = 0;
        foreach (var browser in browsers) let += await browser.IsInAsync() ? 1 : 0;
        Assert.Equal(1, let);

        var late = await product.SignedInAsync(_email);
        Assert.Contains("not valid now", await (await late.SubmitAsync("/sign-in/code", "code", ("Form.Code", code))).Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_code_that_set_the_app_up_does_not_sign_in()
    {
        var (app, _) = await (await product.SignedInAsync(_email)).EnrolAppAsync(product.Clock);
        var browser = await product.SignedInAsync(_email);

        await browser.SubmitAsync("/sign-in/code", "code", ("Form.Code", app.Now(product.Clock)));

        Assert.False(await browser.IsInAsync());
    }

    [Fact]
    public async Task A_recovery_code_lets_in_once_and_new_ones_make_the_old_void()
    {
        var first = await product.SignedInAsync(_email);
        var (_, codes) = await first.EnrolAppAsync(product.Clock);

        Assert.True(await LetsInAsync(codes[0].ToLowerInvariant()));
        Assert.False(await LetsInAsync(codes[0]));
        Assert.True(await LetsInAsync(codes[1].Replace("-", " ", StringComparison.Ordinal)));
        Assert.Contains("8 of 10 are left", await first.GetStringAsync("/account/factors", Stop), StringComparison.Ordinal);

        var renewed = await first.SubmitAsync("/account/factors", "codes", ("CodesPassword", Product.Password));
        var fresh = Factors.CodesIn(await renewed.Content.ReadAsStringAsync(Stop));
        Assert.False(await LetsInAsync(codes[2]));
        Assert.True(await LetsInAsync(fresh[0]));
    }

    [Fact]
    public async Task Five_wrong_codes_lock_the_account_and_right_passwords_between_them_do_not_help()
    {
        var (app, _) = await (await product.SignedInAsync(_email)).EnrolAppAsync(product.Clock);

        for (var i = 0; i < Tries.Most; i++)
            await (await product.SignedInAsync(_email)).SubmitAsync("/sign-in/code", "code", ("Form.Code", "000000"));

        product.Clock.Advance(TimeSpan.FromSeconds(60));
        Assert.Equal(HttpStatusCode.OK, (await product.Browser().SignInAsync(_email)).StatusCode);       // refused beside the form
        Assert.Contains("user.sign_in_locked", await product.KindsAsync(_ada.Organization));

        (product.Actor, product.Roles) = (_ada, [Role.Owner]);
        Assert.Contains("after wrong tries", await product.Browser().GetStringAsync("/settings/sign-in", Stop), StringComparison.Ordinal);
        product.Actor = null;

        product.Clock.Advance(Tries.Rest);
        var browser = await product.SignedInAsync(_email);
        await browser.SubmitAsync("/sign-in/code", "code", ("Form.Code", app.Now(product.Clock)));
        Assert.True(await browser.IsInAsync());
    }

    [Fact]
    public async Task An_app_is_not_set_up_with_a_wrong_code_nor_with_the_form_of_another_person()
    {
        var browser = await product.SignedInAsync(_email);
        var html = await browser.GetStringAsync("/account/factors/authenticator", Stop);
        var wrong = await browser.SubmitAsync("/account/factors/authenticator", "authenticator", ("Form.Sealed", Factors.SealedIn(html)), ("Form.Code", "000000"));
        var again = await wrong.Content.ReadAsStringAsync(Stop);

        Assert.Contains("shows another code", again, StringComparison.Ordinal);
        Assert.Equal(Factors.SecretIn(html).Now(product.Clock), Factors.SecretIn(again).Now(product.Clock));      // the app need not scan twice

        var mallory = await product.SignedInAsync((await product.NewOwnerAsync()).Email);
        var stolen = await mallory.SubmitAsync("/account/factors/authenticator", "authenticator",
            ("Form.Sealed", Factors.SealedIn(html)), ("Form.Code", Factors.SecretIn(html).Now(product.Clock)));
        Assert.Contains("not made for you", await stolen.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_last_factor_of_somebody_who_needs_one_stays_and_none_goes_without_the_password()
    {
        var browser = await product.SignedInAsync(_email);
        await browser.EnrolAppAsync(product.Clock);

        var unasked = await browser.SubmitAsync("/account/factors", "remove-app", ("Factor", "app"), ("FactorPassword", "not the right words"));
        Assert.Contains("not your password", await unasked.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);

        var last = await browser.SubmitAsync("/account/factors", "remove-app", ("Factor", "app"), ("FactorPassword", Product.Password));
        Assert.Contains("this is the last one", await last.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);

        await product.BecomeAsync(_ada, Role.Contributor);
        await browser.SubmitAsync("/account/factors", "remove-app", ("Factor", "app"), ("FactorPassword", Product.Password));
        Assert.True(await (await product.SignedInAsync(_email)).IsInAsync());
    }

    [Fact]
    public async Task A_further_factor_or_another_app_asks_for_the_password_and_so_does_a_first_one_some_time_after_the_sign_in()
    {
        var browser = await product.SignedInAsync(_email);
        Assert.DoesNotContain("Your password", await browser.GetStringAsync("/account/factors/authenticator", Stop), StringComparison.Ordinal);

        // A first one in a browser that lay open.
        await product.BecomeAsync(_ada, Role.Contributor);
        product.Clock.Advance(Session.HalfProved);
        Assert.Contains("not your password", await AddAppAsync(browser, null), StringComparison.Ordinal);
        Assert.Contains("not your password", await AddAppAsync(browser, "not the right words"), StringComparison.Ordinal);
        Assert.Equal(RecoveryCode.Count, Factors.CodesIn(await AddAppAsync(browser, Product.Password)).Count);

        // Another in its place.
        Assert.Contains("name=\"Form.Password\"", await browser.GetStringAsync("/account/factors/authenticator", Stop), StringComparison.Ordinal);
        Assert.Contains("not your password", await AddAppAsync(browser, null), StringComparison.Ordinal);
        Assert.DoesNotContain("not your password", await AddAppAsync(browser, Product.Password), StringComparison.Ordinal);
        Assert.Equal(2, (await product.KindsAsync(_ada.Organization)).Count(k => k == "user.authenticator_enrolled"));
    }

    [Fact]
    public async Task A_passkey_beside_another_factor_is_not_added_without_the_password()
    {
        var browser = await product.SignedInAsync(_email);
        await browser.EnrolAppAsync(product.Clock);
        var html = await browser.GetStringAsync("/account/factors", Stop);
        Assert.Contains("name=\"NewPassword\"", html, StringComparison.Ordinal);
        var state = WebUtility.HtmlDecode(html.Split("name=\"Passkey.State\" value=\"")[1].Split('"')[0]);

        var without = await browser.SubmitAsync("/account/factors", "add-passkey", ("PasskeyName", "Laptop"), ("Passkey.Credential", "{}"), ("Passkey.State", state));
        var with = await browser.SubmitAsync("/account/factors", "add-passkey", ("PasskeyName", "Laptop"), ("NewPassword", Product.Password), ("Passkey.Credential", "{}"), ("Passkey.State", state));

        Assert.Contains("not your password", await without.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
        Assert.Contains("passkey was not accepted", await with.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);        // now it is the invented answer that is refused
    }

    [Fact]
    public async Task Neither_the_secret_of_an_app_nor_a_recovery_code_lies_in_the_database()
    {
        var browser = await product.SignedInAsync(_email);
        var (app, codes) = await browser.EnrolAppAsync(product.Clock);

        var rows = await product.WithIdentityAsync(async db => await db.Database.SqlQuery<string>($"""
            select row_to_json(a)::text as "Value" from authenticator a union all select row_to_json(c)::text from recovery_code c
            """).ToListAsync(Stop));

        var kept = string.Concat(rows);
        Assert.DoesNotContain(Convert.ToHexStringLower(app), kept, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(codes[0].Replace("-", "", StringComparison.Ordinal), kept, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("/sign-in/code", "https://evil.example/")]
    [InlineData("/sign-in/code", "//evil.example/")]
    [InlineData("/sign-in/code", "/\\evil.example/")]
    public async Task After_the_code_one_is_not_led_elsewhere(string page, string next)
    {
        var (app, _) = await (await product.SignedInAsync(_email)).EnrolAppAsync(product.Clock);
        product.Clock.Advance(TimeSpan.FromSeconds(30));
        var browser = await product.SignedInAsync(_email);

        var answer = await browser.SubmitAsync($"{page}?next={Uri.EscapeDataString(next)}", "code", ("Form.Code", app.Now(product.Clock)));

        Assert.Equal("/", answer.Headers.Location!.OriginalString.Replace("http://localhost/", "/", StringComparison.Ordinal));
    }

    private async Task<string> AddAppAsync(HttpClient browser, string? password)
    {
        var html = await browser.GetStringAsync("/account/factors/authenticator", Stop);
        var answer = await browser.SubmitAsync("/account/factors/authenticator", "authenticator",
            [("Form.Sealed", Factors.SealedIn(html)), ("Form.Code", Factors.SecretIn(html).Now(product.Clock)), .. password is null ? [] : new[] { ("Form.Password", password) }]);
        return await answer.Content.ReadAsStringAsync(Stop);
    }

    private async Task<bool> LetsInAsync(string code)
    {
        var browser = await product.SignedInAsync(_email);
        await browser.SubmitAsync("/sign-in/code", "code", ("Form.Code", code));
        return await browser.IsInAsync();
    }
}
