using System.Net;
using Assay.Database;
using Assay.Identity;
using Assay.Ledger;
using Assay.Roles;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Assay.Tests.Identity;

/// <summary>Sign-ins that one can see and end, from the account page as its owner uses it.</summary>
public sealed class SessionTests(Product product) : IClassFixture<Product>, IAsyncLifetime
{
    private Actor _ada = null!;
    private string _email = "";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        (_ada, _email) = await product.NewOwnerAsync();
        await product.BecomeAsync(_ada, Role.ControlOwner);         // whose role asks for no second factor
        product.Actor = null;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task A_session_that_is_ended_from_elsewhere_is_out_with_its_next_request()
    {
        var lost = await product.SignedInAsync(_email);
        product.Clock.Advance(TimeSpan.FromSeconds(1));
        var here = await product.SignedInAsync(_email);
        var other = (await SessionsAsync()).MinBy(s => s.OpenedAt)!;

        var answer = await here.SubmitAsync("/account", $"revoke-{other.Id:n}", ("Revoked", other.Id.ToString()));

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.False(await lost.IsInAsync());
        Assert.True(await here.IsInAsync());
        Assert.Contains("user.sessions_revoked", await product.KindsAsync(_ada.Organization));
    }

    [Fact]
    public async Task All_others_can_be_ended_at_once()
    {
        var others = new[] { await product.SignedInAsync(_email), await product.SignedInAsync(_email) };
        var here = await product.SignedInAsync(_email);

        await here.SubmitAsync("/account", "end-others");

        Assert.True(await here.IsInAsync());
        foreach (var other in others) Assert.False(await other.IsInAsync());
    }

    [Fact]
    public async Task Nobody_ends_the_session_of_another_person()
    {
        var (bert, email) = await product.NewOwnerAsync();
        await product.BecomeAsync(bert, Role.ControlOwner);
        await product.SignedInAsync(email);
        product.Clock.Advance(TimeSpan.FromSeconds(1));
        var browser = await product.SignedInAsync(email);
        var ada = await product.SignedInAsync(_email);
        var (his, hers) = ((await SessionsAsync(bert.UserId)).MinBy(s => s.OpenedAt)!, (await SessionsAsync()).Single());

        var refused = await browser.SubmitAsync("/account", $"revoke-{his.Id:n}", ("Revoked", hers.Id.ToString()));

        Assert.Contains("has ended already", await refused.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
        Assert.True(await ada.IsInAsync());
    }

    [Fact]
    public async Task A_browser_that_is_left_alone_is_out_after_two_hours_and_a_busy_one_after_twelve()
    {
        var idle = await product.SignedInAsync(_email);
        var busy = await product.SignedInAsync(_email);

        for (var hour = 1; hour < 12; hour++)
        {
            product.Clock.Advance(TimeSpan.FromHours(1));
            Assert.True(await busy.IsInAsync());
            if (hour == 2) Assert.False(await idle.IsInAsync());
        }

        product.Clock.Advance(TimeSpan.FromHours(1));
        Assert.False(await busy.IsInAsync());
    }

    [Fact]
    public async Task The_account_page_judges_by_the_limits_of_the_organisation_and_names_them()
    {
        await product.WithIdentityAsync(db => db.Organizations.Where(o => o.Id == _ada.Organization.Value).ExecuteUpdateAsync(o => o.SetProperty(e => e.IdleMinutes, 10).SetProperty(e => e.SessionHours, 1), Stop));
        await product.SignedInAsync(_email);
        var here = await product.SignedInAsync(_email);
        Assert.Contains("End it", await here.GetStringAsync("/account", Stop), StringComparison.Ordinal);

        product.Clock.Advance(TimeSpan.FromMinutes(6));
        Assert.True(await here.IsInAsync());
        product.Clock.Advance(TimeSpan.FromMinutes(6));
        var page = await here.GetStringAsync("/account", Stop);

        Assert.Contains("not used for 10 minutes is signed out, and each after one hour", page, StringComparison.Ordinal);
        Assert.Contains("Lapsed", page, StringComparison.Ordinal);
        Assert.DoesNotContain("End it", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task When_it_was_seen_is_written_once_a_minute_at_most()
    {
        var browser = await product.SignedInAsync(_email);
        var opened = (await SessionsAsync()).Single().SeenAt;

        product.Clock.Advance(TimeSpan.FromSeconds(59));
        await browser.IsInAsync();
        Assert.Equal(opened, (await SessionsAsync()).Single().SeenAt);

        product.Clock.Advance(TimeSpan.FromSeconds(1));
        await browser.IsInAsync();
        Assert.Equal(opened.AddMinutes(1), (await SessionsAsync()).Single().SeenAt);
    }

    [Fact]
    public async Task A_new_password_ends_the_other_sessions()
    {
        var other = await product.SignedInAsync(_email);
        var here = await product.SignedInAsync(_email);

        var changed = await here.SubmitAsync("/account/password", "password", ("Form.Present", Product.Password), ("Form.New", "four quite unrelated words"));

        Assert.Equal(HttpStatusCode.Redirect, changed.StatusCode);
        Assert.True(await here.IsInAsync());
        Assert.False(await other.IsInAsync());
        Assert.False(await (await product.SignedInAsync(_email)).IsInAsync());
        Assert.True(await (await product.SignedInAsync(_email, "four quite unrelated words")).IsInAsync());
    }

    [Theory]
    [InlineData("not the right words", "four quite unrelated words", "not your present password")]
    [InlineData(Product.Password, "short", "at least 12")]
    [InlineData(Product.Password, "Password12345!", "guessed first")]
    public async Task A_password_is_not_changed_without_the_present_one_nor_to_a_bad_one(string present, string next, string reason)
    {
        var browser = await product.SignedInAsync(_email);

        var refused = await browser.SubmitAsync("/account/password", "password", ("Form.Present", present), ("Form.New", next));

        Assert.Contains(reason, await refused.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
        Assert.True(await (await product.SignedInAsync(_email)).IsInAsync());
    }

    [Fact]
    public async Task Whoever_belongs_to_two_organisations_switches_and_both_ledgers_tell_of_it()
    {
        var (other, _) = await product.NewOwnerAsync();
        await product.JoinAsync(_ada, other.Organization, Role.ControlOwner);
        var browser = await product.SignedInAsync(_email);

        Assert.Contains("href=\"/account#organizations\">Switch</a>", await browser.GetStringAsync("/people", Stop), StringComparison.Ordinal);
        await browser.SubmitAsync("/account", "switch", ("Organization", other.Organization.ToString()));

        Assert.Contains("user.left_for_another", await product.KindsAsync(_ada.Organization));
        Assert.Contains("user.entered", await product.KindsAsync(other.Organization));
        Assert.Equal(other.Organization.Value, (await SessionsAsync()).Single().OrganizationId);
    }

    [Fact]
    public async Task Nobody_enters_an_organisation_that_they_do_not_belong_to()
    {
        var (other, _) = await product.NewOwnerAsync();
        var (third, _) = await product.NewOwnerAsync();
        await product.JoinAsync(_ada, other.Organization, Role.ControlOwner);
        var browser = await product.SignedInAsync(_email);

        var refused = await browser.SubmitAsync("/account", "switch", ("Organization", third.Organization.ToString()));

        Assert.Contains("do not belong", await refused.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
        Assert.Equal(_ada.Organization.Value, (await SessionsAsync()).Single().OrganizationId);
    }

    [Fact]
    public async Task A_session_that_was_planted_in_a_browser_does_not_become_the_victims()
    {
        var (mallory, email) = await product.NewOwnerAsync();
        var browser = await product.SignedInAsync(email);

        await browser.SignInAsync(_email);

        Assert.Equal(SessionEnd.Replaced, (await SessionsAsync(mallory.UserId)).Single().EndedBecause);
        Assert.Null((await SessionsAsync()).Single().EndedAt);
    }

    [Theory]
    [InlineData("")]
    [InlineData("CfDJ8AAAA")]
    [InlineData("{\"session\":\"01932a5c-0000-7000-8000-000000000001\"}")]
    public async Task A_forged_cookie_opens_nothing(string cookie)
    {
        await product.SignedInAsync(_email);
        using var browser = product.CreateClient(new() { AllowAutoRedirect = false, HandleCookies = false });
        browser.DefaultRequestHeaders.Add("Cookie", $"assay={Uri.EscapeDataString(cookie)}");

        Assert.Equal(HttpStatusCode.Redirect, (await browser.GetAsync("/people", Stop)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await browser.GetAsync("/api/people", Stop)).StatusCode);
    }

    [Fact]
    public async Task A_cookie_is_worth_nothing_once_its_session_has_ended()
    {
        using var browser = product.CreateClient(new() { AllowAutoRedirect = false, HandleCookies = false });
        var cookies = (await (await product.SignedInAsync(_email)).GetAsync("/people", Stop)).RequestMessage!.Headers.GetValues("Cookie");
        browser.DefaultRequestHeaders.Add("Cookie", cookies);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/people", Stop)).StatusCode);

        await using (var scope = product.Services.CreateAsyncScope())
            await scope.ServiceProvider.GetRequiredService<EndSessions>().RunAsync(_ada.UserId, SessionEnd.Deprovisioned, except: null, Stop);

        Assert.Equal(HttpStatusCode.Redirect, (await browser.GetAsync("/people", Stop)).StatusCode);
    }

    [Fact]
    public async Task One_person_has_at_most_twenty_sessions()
    {
        var first = await product.SignedInAsync(_email);

        for (var i = 0; i < Session.MostOpen; i++)
        {
            product.Clock.Advance(TimeSpan.FromSeconds(1));
            await product.SignedInAsync(_email);
        }

        Assert.False(await first.IsInAsync());
        Assert.Equal(Session.MostOpen, (await SessionsAsync()).Count(s => s.EndedAt == null));
    }

    [Fact]
    public async Task Guesses_that_arrive_at_once_are_counted_one_by_one()
    {
        var browsers = Enumerable.Range(0, 20).Select(_ => product.Browser()).ToList();

        await Task.WhenAll(browsers.Select(b => b.SignInAsync(_email, "not the right words")));

        Assert.Equal(Tries.Most, (await product.KindsAsync(_ada.Organization)).Count(k => k.StartsWith("user.sign_in", StringComparison.Ordinal)));
        Assert.False(await (await product.SignedInAsync(_email)).IsInAsync());
    }

    private Task<List<Session>> SessionsAsync(Guid? of = null) =>
        product.WithIdentityAsync(db => db.Sessions.AsNoTracking().Where(s => s.UserId == (of ?? _ada.UserId)).ToListAsync(Stop));
}
