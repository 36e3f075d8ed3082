using Assay.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Assay.Tests.Scim;

/// <summary>A whole company comes and a tenth of it goes, as directories send it: one request for each person. How long that takes is the bench's to say.</summary>
public sealed class FullSyncTests(Product product) : IClassFixture<Product>
{
    private const int _people = 5_000;
    private const int _leavers = 500;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact, Trait("Length", "long")]
    public async Task Five_thousand_come_and_of_five_hundred_who_go_every_session_is_ended()
    {
        var directory = await CompanyDirectory.OpenAsync(product);
        var ids = new string[_people];
        await Parallel.ForAsync(0, _people, new ParallelOptions { MaxDegreeOfParallelism = 4, CancellationToken = Stop }, async (i, _) =>
            ids[i] = await directory.AddUserAsync($"person{i}@sync.example", $$""","active":true,"name":{"familyName":"Person {{i}}"},"emails":[{"value":"person{{i}}@sync.example","primary":true}]"""));

        var group = await directory.AddGroupAsync("Everybody", ids);

        Assert.Equal(["person4711@sync.example"], await directory.FindAsync("userName eq \"PERSON4711@sync.example\""));
        Assert.Equal(["person4711@sync.example"], await directory.FindAsync("emails[value eq \"person4711@sync.example\"]"));
        Assert.Equal(200, (await directory.FindAsync("active eq true and name.familyName co \"7\"", "&count=1000")).Length);

        await OpenSessionsAsync(directory);
        await Parallel.ForAsync(0, _leavers, new ParallelOptions { MaxDegreeOfParallelism = 4, CancellationToken = Stop }, async (i, _) =>
            await directory.PatchAsync($"/Users/{ids[i * 10]}", """{"op":"replace","path":"active","value":false}"""));

        Assert.Equal(_people - _leavers, await CountAsync(db => db.Memberships.Where(m => m.OrganizationId == directory.Owner.Organization.Value && m.EndedAt == null && m.UserId != directory.Owner.UserId)));
        Assert.Equal(_people - _leavers, await CountAsync(db => db.RoleGrants.Where(g => g.OrganizationId == directory.Owner.Organization.Value && g.UserId != directory.Owner.UserId)));
        Assert.Equal(_leavers, (await directory.ToldAsync("directory.member_ended")).Length);
        Assert.Equal(_people - _leavers, await CountAsync(db => db.Sessions.Where(s => s.OrganizationId == directory.Owner.Organization.Value && s.EndedAt == null)));
        Assert.Equal(_leavers, await CountAsync(db => db.Sessions.Where(s => s.OrganizationId == directory.Owner.Organization.Value && s.EndedBecause == SessionEnd.Deprovisioned)));
        Assert.Equal(_people, (await directory.MustAsync("GET", $"/Groups/{group}"))["members"]!.AsArray().Count);
    }

    private async Task<int> CountAsync<T>(Func<IdentityDb, IQueryable<T>> rows)
    {
        await using var scope = product.Services.CreateAsyncScope();
        return await rows(scope.ServiceProvider.GetRequiredService<IdentityDb>()).CountAsync(Stop);
    }

    /// <summary>Everybody is signed in.</summary>
    private async Task OpenSessionsAsync(CompanyDirectory directory)
    {
        await using var scope = product.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<IdentityDb>();
        var people = await db.Memberships.Where(m => m.OrganizationId == directory.Owner.Organization.Value && m.UserId != directory.Owner.UserId).Select(m => m.UserId).ToListAsync(Stop);

        db.Sessions.AddRange(people.Select(p => new Session(p, directory.Owner.Organization, Proof.SingleSignOn, "Firefox on Linux", product.Clock.GetUtcNow())));
        await db.SaveChangesAsync(Stop);
    }
}
