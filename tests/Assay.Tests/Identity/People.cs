using Assay.Database;
using Assay.Identity;
using Assay.Ledger;
using Assay.Organizations;
using Assay.Roles;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Assay.Tests.Identity;

/// <summary>What tests of the door need: browsers that come in by it, and people who belong to several organisations.</summary>
internal static class People
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>A browser in which somebody has just signed in.</summary>
    public static async Task<HttpClient> SignedInAsync(this Product product, string email = Product.Email, string password = Product.Password)
    {
        var browser = product.Browser();
        await browser.SignInAsync(email, password);
        return browser;
    }

    public static Task<HttpResponseMessage> SignInAsync(this HttpClient browser, string email = Product.Email, string password = Product.Password) =>
        browser.SubmitAsync("/sign-in", "sign-in", ("Form.Email", email), ("Form.Password", password));

    /// <summary>Whether this browser gets through to what only members see.</summary>
    public static async Task<bool> IsInAsync(this HttpClient browser) => (await browser.GetAsync("/openapi/v1.json", Stop)).IsSuccessStatusCode;

    /// <summary>Uses the tables without an organisation, as a use case does.</summary>
    public static async Task<T> WithIdentityAsync<T>(this Product product, Func<IdentityDb, Task<T>> use)
    {
        await using var scope = product.Services.CreateAsyncScope();
        return await use(scope.ServiceProvider.GetRequiredService<IdentityDb>());
    }

    public static Task JoinAsync(this Product product, Actor person, OrganizationId organization, Role role = Role.Owner) => product.WithIdentityAsync(async db =>
    {
        var since = product.Clock.GetUtcNow().AddMinutes(1);
        db.Memberships.Add(new(organization, person.UserId, since));
        db.RoleGrants.Add(new(organization, person.UserId, role, GrantSource.Founder, grantedBy: null, since));
        return await db.SaveChangesAsync(Stop);
    });

    /// <summary>Makes somebody's roles this one and no other.</summary>
    public static Task BecomeAsync(this Product product, Actor person, Role role) => product.WithIdentityAsync(async db =>
    {
        await db.RoleGrants.Where(g => g.OrganizationId == person.Organization.Value && g.UserId == person.UserId).ExecuteDeleteAsync(Stop);
        db.RoleGrants.Add(new(person.Organization, person.UserId, role, GrantSource.Founder, grantedBy: null, product.Clock.GetUtcNow()));
        return await db.SaveChangesAsync(Stop);
    });

    /// <summary>Runs a use case as no page would let this person.</summary>
    public static async Task<T> RunAsync<TUse, T>(this Product product, Func<TUse, Task<T>> use) where TUse : notnull
    {
        await using var scope = product.Services.CreateAsyncScope();
        return await use(scope.ServiceProvider.GetRequiredService<TUse>());
    }

    /// <summary>What an organisation's ledger was told, in order.</summary>
    public static async Task<string[]> KindsAsync(this Product product, OrganizationId organization)
    {
        await using var db = await product.Services.GetRequiredService<Tenancy>().OpenAsync(organization, Stop);
        return await db.Set<LedgerEntry>().OrderBy(e => e.EntryId).Select(e => e.Kind).ToArrayAsync(Stop);
    }
}
