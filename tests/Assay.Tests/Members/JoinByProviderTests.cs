using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Assay.Database;
using Assay.Organizations;
using Assay.Tests.Identity;
using Assay.Tests.SignOn;
using Microsoft.EntityFrameworkCore;

namespace Assay.Tests.Members;

/// <summary>Joining another organisation with an account that one's own organisation's provider opens: it speaks for that one only.</summary>
public sealed class JoinByProviderTests(Product product) : WithProvider(product)
{
    [Fact]
    public async Task Whoever_has_no_password_chooses_one_and_enters_with_it()
    {
        var door = await SignOnDoor.OpenAsync(Product, Provider, ("PasswordSignIn", "False"));
        var browser = Product.Browser();
        await door.SignInAsync(browser);
        var (other, path) = await InviteAsync($"grace@{door.Domain}", "Second Company");

        Assert.Contains("New password", await browser.GetStringAsync(path, Stop), StringComparison.Ordinal);
        Assert.Contains("characters", await JoinAsync(browser, path, "short"), StringComparison.Ordinal);
        Assert.Equal(0, await MembersAsync(other, $"grace@{door.Domain}"));

        Assert.Equal("", await JoinAsync(browser, path, Product.Password));

        var alone = Product.Browser();
        Assert.Equal(HttpStatusCode.Redirect, (await alone.SignInAsync($"grace@{door.Domain}")).StatusCode);
        Assert.Contains("Second Company", await alone.GetStringAsync("/account", Stop), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_has_a_password_gives_it()
    {
        var door = await SignOnDoor.OpenAsync(Product, Provider, ("EmailTrust", "Always"));
        var browser = Product.Browser();
        await door.SignInAsync(browser, t => t["email"] = $"owner@{door.Domain}");
        var (other, path) = await InviteAsync($"owner@{door.Domain}", "Second Company");

        Assert.Contains("Your password", await browser.GetStringAsync(path, Stop), StringComparison.Ordinal);
        Assert.Contains("That is not your password", await JoinAsync(browser, path, "something quite different"), StringComparison.Ordinal);
        Assert.Equal(0, await MembersAsync(other, $"owner@{door.Domain}"));

        Assert.Equal("", await JoinAsync(browser, path, Product.Password));
        Assert.Equal(1, await MembersAsync(other, $"owner@{door.Domain}"));
    }

    [Fact]
    public async Task A_provider_chooses_no_password_that_would_open_an_organisation_it_does_not_speak_for()
    {
        var door = await SignOnDoor.OpenAsync(Product, Provider);
        var browser = Product.Browser();
        await door.SignInAsync(browser);
        var third = await Product.NewOrganizationAsync("Third Company", $"third@{door.Domain}");
        await BelongAsync(third.Organization, $"grace@{door.Domain}");
        var (other, path) = await InviteAsync($"grace@{door.Domain}", "Second Company");

        Assert.DoesNotContain("type=\"password\"", await browser.GetStringAsync(path, Stop), StringComparison.Ordinal);
        Assert.Equal("", await JoinAsync(browser, path, Product.Password));

        Assert.Equal(1, await MembersAsync(other, $"grace@{door.Domain}"));
        Assert.Equal(HttpStatusCode.OK, (await Product.Browser().SignInAsync($"grace@{door.Domain}")).StatusCode);      // refused: the account still has none
    }

    [Fact]
    public async Task A_link_that_is_followed_four_times_at_once_is_used_once()
    {
        var door = await SignOnDoor.OpenAsync(Product, Provider, ("EmailTrust", "Always"));
        var browser = Product.Browser();
        await door.SignInAsync(browser, t => t["email"] = $"owner@{door.Domain}");
        var (other, path) = await InviteAsync($"owner@{door.Domain}", "Second Company");

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => JoinAsync(browser, path, Product.Password)));

        Assert.Single(answers, a => a == "");
        Assert.Single(await Product.KindsAsync(other), "member.joined");
    }

    [Fact]
    public async Task Whoever_is_signed_in_to_another_account_is_told_so()
    {
        var door = await SignOnDoor.OpenAsync(Product, Provider);
        var browser = Product.Browser();
        await door.SignInAsync(browser);
        var (other, path) = await InviteAsync($"owner@{door.Domain}", "Second Company");

        Assert.Contains("you are signed in to another", await browser.GetStringAsync(path, Stop), StringComparison.Ordinal);
        Assert.Equal(0, await MembersAsync(other, $"owner@{door.Domain}"));
    }

    private async Task<(OrganizationId Organization, string Path)> InviteAsync(string email, string company)
    {
        Product.Actor = await Product.NewOrganizationAsync(company, $"{Guid.CreateVersion7():n}@example.com");
        var answer = await Product.Browser().PostAsJsonAsync("/api/members/invitations", new { email, roles = new[] { "Contributor" } }, Stop);
        var organization = Product.Actor.Organization;
        Product.Actor = null;
        return (organization, (await answer.Content.ReadFromJsonAsync<JsonElement>(Stop)).GetProperty("path").GetString()!);
    }

    /// <returns>The page that says why not; empty where they are in.</returns>
    private static async Task<string> JoinAsync(HttpClient browser, string path, string password)
    {
        using var answer = await browser.SubmitAsync(path, "join", ("Form.Password", password));
        return answer.StatusCode is HttpStatusCode.Redirect ? "" : WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(Stop));
    }

    private Task<int> MembersAsync(OrganizationId organization, string email) =>
        Product.WithIdentityAsync(db => db.Memberships.CountAsync(m => m.OrganizationId == organization.Value && db.Users.Any(u => u.Id == m.UserId && u.Email == email), Stop));

    private Task<int> BelongAsync(OrganizationId organization, string email) => Product.WithIdentityAsync(async db =>
    {
        db.Memberships.Add(new(organization, (await db.Users.SingleAsync(u => u.Email == email, Stop)).Id, Product.Clock.GetUtcNow()));
        return await db.SaveChangesAsync(Stop);
    });
}
