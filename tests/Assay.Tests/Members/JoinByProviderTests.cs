using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Assay.Database;
using Assay.Identity;
using Assay.Organizations;
using Assay.Roles;
using Assay.Tests.Identity;
using Assay.Tests.SignOn;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Assay.Tests.Members;

/// <summary>Joining another organisation with an account that one's own organisation's provider opens: it speaks for that one only.</summary>
public sealed class JoinByProviderTests(Product product) : IClassFixture<Product>, IAsyncLifetime
{
    private FakeProvider _provider = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        product.Roles = [Role.Owner];
        _provider = await FakeProvider.StartAsync();
    }

    public ValueTask DisposeAsync() => _provider.DisposeAsync();

    [Fact]
    public async Task Whoever_has_no_password_chooses_one_and_enters_with_it()
    {
        var door = await SignOnDoor.OpenAsync(product, _provider, ("PasswordSignIn", "False"));
        var browser = product.Browser();
        await door.SignInAsync(browser);
        var (other, path) = await InviteAsync($"grace@{door.Domain}", "Second Company");

        Assert.Contains("New password", await browser.GetStringAsync(path, Stop), StringComparison.Ordinal);
        Assert.Contains("characters", await JoinAsync(browser, path, "short"), StringComparison.Ordinal);
        Assert.Equal(0, await MembersAsync(other, $"grace@{door.Domain}"));

        Assert.Equal("", await JoinAsync(browser, path, Product.Password));

        var alone = product.Browser();
        Assert.Equal(HttpStatusCode.Redirect, (await alone.SignInAsync($"grace@{door.Domain}")).StatusCode);
        Assert.Contains("Second Company", await alone.GetStringAsync("/account", Stop), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_has_a_password_gives_it()
    {
        var door = await SignOnDoor.OpenAsync(product, _provider, ("EmailTrust", "Always"));
        var browser = product.Browser();
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
        var door = await SignOnDoor.OpenAsync(product, _provider);
        var browser = product.Browser();
        await door.SignInAsync(browser);
        var third = await product.NewOrganizationAsync("Third Company", $"third@{door.Domain}");
        await BelongAsync(third.Organization, $"grace@{door.Domain}");
        var (other, path) = await InviteAsync($"grace@{door.Domain}", "Second Company");

        Assert.DoesNotContain("type=\"password\"", await browser.GetStringAsync(path, Stop), StringComparison.Ordinal);
        Assert.Equal("", await JoinAsync(browser, path, Product.Password));

        Assert.Equal(1, await MembersAsync(other, $"grace@{door.Domain}"));
        Assert.Equal(HttpStatusCode.OK, (await product.Browser().SignInAsync($"grace@{door.Domain}")).StatusCode);      // refused: the account still has none
    }

    private async Task<(OrganizationId Organization, string Path)> InviteAsync(string email, string company)
    {
        product.Actor = await product.NewOrganizationAsync(company, $"{Guid.CreateVersion7():n}@example.com");
        var answer = await product.Browser().PostAsJsonAsync("/api/members/invitations", new { email, roles = new[] { "Contributor" } }, Stop);
        var organization = product.Actor.Organization;
        product.Actor = null;
        return (organization, (await answer.Content.ReadFromJsonAsync<JsonElement>(Stop)).GetProperty("path").GetString()!);
    }

    /// <returns>The page that says why not; empty where they are in.</returns>
    private static async Task<string> JoinAsync(HttpClient browser, string path, string password)
    {
        using var answer = await browser.SubmitAsync(path, "join", ("Form.Password", password));
        return answer.StatusCode is HttpStatusCode.Redirect ? "" : WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(Stop));
    }

    private async Task<int> MembersAsync(OrganizationId organization, string email)
    {
        await using var scope = product.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<IdentityDb>();
        return await db.Memberships.CountAsync(m => m.OrganizationId == organization.Value && db.Users.Any(u => u.Id == m.UserId && u.Email == email), Stop);
    }

    private async Task BelongAsync(OrganizationId organization, string email)
    {
        await using var scope = product.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<IdentityDb>();
        db.Memberships.Add(new(organization, (await db.Users.SingleAsync(u => u.Email == email, Stop)).Id, product.Clock.GetUtcNow()));
        await db.SaveChangesAsync(Stop);
    }
}
