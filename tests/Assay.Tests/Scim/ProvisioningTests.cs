using System.Net;
using Assay.Identity;
using Assay.Organizations;
using Assay.Roles;
using Assay.Tests.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Assay.Tests.Scim;

/// <summary>What follows here from what the directory says: accounts, memberships, roles.</summary>
public sealed class ProvisioningTests(Product product) : IClassFixture<Product>, IAsyncLifetime
{
    private CompanyDirectory _directory = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _directory = await CompanyDirectory.OpenAsync(product);

    public ValueTask DisposeAsync()
    {
        product.Roles = [Role.Owner];
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Whoever_a_manager_takes_out_is_inactive_in_the_directory_s_rows_too_and_the_ledger_says_so()
    {
        var directory = await CompanyDirectory.OpenAsync(product);
        var id = await directory.AddUserAsync("leaver@rows.example", ""","emails":[{"value":"leaver@rows.example","primary":true}]""");
        var member = await product.WithIdentityAsync(db => db.Users.Where(u => u.Email == "leaver@rows.example").Select(u => u.Id).SingleAsync(Stop));

        var ended = await product.Browser().DeleteAsync($"/api/members/{member}", Stop);

        Assert.Equal(HttpStatusCode.NoContent, ended.StatusCode);
        Assert.False((await directory.MustAsync("GET", $"/Users/{id}"))["active"]!.GetValue<bool>());
        Assert.Contains("\"wasActive\":true", (await directory.ToldAsync("directory.user_changed")).Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_person_becomes_a_member_without_a_password_and_is_an_employee()
    {
        await AddAsync("grace@p1.example");

        Assert.Equal(["Employee"], await RolesAsync("grace@p1.example"));
        Assert.Null(await AskAsync(db => db.Users.Where(u => u.Email == "grace@p1.example").Select(u => u.PasswordHash).SingleAsync(Stop)));
        Assert.Single(await _directory.ToldAsync("directory.member_joined"));
    }

    [Fact]
    public async Task Nothing_that_says_who_somebody_is_enters_the_ledger()
    {
        var id = await AddAsync("grace@p2.example");
        await _directory.PatchAsync($"/Users/{id}", """{"op":"replace","value":{"displayName":"Grace Hopper","emails":[{"value":"hopper@p2.example"}]}}""");
        await _directory.PatchAsync($"/Users/{id}", """{"op":"replace","path":"active","value":false}""");

        await using var db = await product.OpenAsync();
        var told = string.Concat(await db.Set<Assay.Ledger.LedgerEntry>().Select(e => e.Body + e.Subject + e.Actor).ToListAsync(Stop));
        Assert.DoesNotContain("p2.example", told, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("hopper", told, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("""{"op":"replace","path":"active","value":false}""")]
    [InlineData("""{"op":"Replace","path":"active","value":"False"}""")]              // as one large directory writes it
    [InlineData("""{"op":"replace","value":{"active":false}}""")]
    public async Task Whoever_is_switched_off_is_no_member_any_more_and_has_no_role(string operation)
    {
        var email = $"grace@{Guid.CreateVersion7():n}.example";
        var id = await AddAsync(email);

        await _directory.PatchAsync($"/Users/{id}", operation);
        Assert.Empty(await RolesAsync(email));
        Assert.False(await IsMemberAsync(email));

        await _directory.PatchAsync($"/Users/{id}", """{"op":"replace","path":"active","value":true}""");
        Assert.Equal(["Employee"], await RolesAsync(email));
        Assert.True(await IsMemberAsync(email));
    }

    [Fact]
    public async Task Whoever_is_switched_off_while_signed_in_finds_the_door_shut_at_the_next_request()
    {
        await using var provider = await SignOn.FakeProvider.StartAsync();
        var door = await SignOn.SignOnDoor.OpenAsync(product, provider, ("DefaultRole", "Contributor"), ("EmailTrust", "Always"));
        product.Actor = door.Owner;
        var id = await AddAsync($"grace@{door.Domain}");

        product.Actor = null;
        var browser = product.Browser();
        Assert.Equal("/", await door.SignInAsync(browser));
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/library", Stop)).StatusCode);

        product.Actor = door.Owner;
        await _directory.PatchAsync($"/Users/{id}", """{"op":"replace","path":"active","value":false}""");
        product.Actor = null;

        Assert.Equal(HttpStatusCode.Redirect, (await browser.GetAsync("/library", Stop)).StatusCode);
        Assert.EndsWith("not_a_member", await door.SignInAsync(browser), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_is_deleted_is_no_member_any_more_and_their_name_stays_beside_what_they_did()
    {
        var id = await AddAsync("grace@p4.example");

        await _directory.MustAsync("DELETE", $"/Users/{id}");

        Assert.False(await IsMemberAsync("grace@p4.example"));
        Assert.True(await AskAsync(db => db.Users.AnyAsync(u => u.Email == "grace@p4.example", Stop)));

        await AddAsync("grace@p4.example");          // and may come back
        Assert.True(await IsMemberAsync("grace@p4.example"));
    }

    [Fact]
    public async Task A_group_gives_the_role_that_an_owner_set_and_takes_it_with_the_person()
    {
        var id = await AddAsync("grace@p5.example");
        var group = await _directory.AddGroupAsync("ML platform", id);
        Assert.Equal(["Employee"], await RolesAsync("grace@p5.example"));

        await SetRoleAsync(group, "ControlOwner");
        Assert.Equal(["ControlOwner", "Employee"], await RolesAsync("grace@p5.example"));

        await _directory.PatchAsync($"/Groups/{group}", $$"""{"op":"remove","path":"members[value eq \"{{id}}\"]"}""");
        Assert.Equal(["Employee"], await RolesAsync("grace@p5.example"));

        await _directory.PatchAsync($"/Groups/{group}", $$"""{"op":"add","path":"members","value":[{"value":"{{id}}"}]}""");
        Assert.Equal(["ControlOwner", "Employee"], await RolesAsync("grace@p5.example"));
        await _directory.MustAsync("DELETE", $"/Groups/{group}");
        Assert.Equal(["Employee"], await RolesAsync("grace@p5.example"));

        Assert.Contains("""{"roles":["ControlOwner"]}""", await _directory.ToldAsync("directory.roles_given"));
        Assert.Contains("""{"roles":["ControlOwner"]}""", await _directory.ToldAsync("directory.roles_taken"));
    }

    [Fact]
    public async Task A_role_that_a_manager_gave_is_not_the_directory_s_to_take()
    {
        var id = await AddAsync("grace@p6.example");
        var group = await _directory.AddGroupAsync("Approvers", id);
        await SetRoleAsync(group, "Approver");
        await ChangeAsync(async db =>
        {
            var user = await db.Users.SingleAsync(u => u.Email == "grace@p6.example", Stop);
            db.RoleGrants.Add(new(_directory.Owner.Organization, user.Id, Role.Approver, GrantSource.Manager, _directory.Owner.UserId, product.Clock.GetUtcNow()));
        });

        await SetRoleAsync(group, "");

        Assert.Equal(["Approver", "Employee"], await RolesAsync("grace@p6.example"));
    }

    [Theory]
    [InlineData("Owner")]
    [InlineData("Auditor")]
    [InlineData("ServiceAccount")]
    public async Task No_group_makes_an_owner_or_an_auditor(string role)
    {
        var group = await _directory.AddGroupAsync("Everybody");

        var answer = await product.Browser().SubmitAsync("/settings/provisioning", $"set-role-{group}", ("Group", group), ("Role", role));

        Assert.Contains("may not give that role", await answer.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_last_owner_is_not_shut_out()
    {
        var email = await AskAsync(db => db.Users.Where(u => u.Id == _directory.Owner.UserId).Select(u => u.Email!).SingleAsync(Stop));
        var id = await AddAsync(email);

        var (status, error, _) = await _directory.SendAsync("DELETE", $"/Users/{id}");

        Assert.Equal(HttpStatusCode.Conflict, status);
        Assert.Contains("last owner", error["detail"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.True(await IsMemberAsync(email));
    }

    [Fact]
    public async Task A_directory_has_no_say_over_an_account_of_another_organisation()
    {
        var theirs = _directory;
        await AddAsync("grace@p7.example");
        _directory = await CompanyDirectory.OpenAsync(product);
        var id = await AddAsync("grace@p7.example");

        await _directory.MustAsync("DELETE", $"/Users/{id}");

        Assert.True(await AskAsync(db => db.Memberships.AnyAsync(m => m.OrganizationId == theirs.Owner.Organization.Value && m.EndedAt == null
            && db.Users.Any(u => u.Id == m.UserId && u.Email == "grace@p7.example"), Stop)));
    }

    [Fact]
    public async Task Another_organisation_sees_and_changes_nobody_of_ours()
    {
        var id = await AddAsync("grace@p8.example");
        var group = await _directory.AddGroupAsync("Ours", id);
        var other = await CompanyDirectory.OpenAsync(product);

        Assert.Equal(0, (await other.MustAsync("GET", "/Users"))["totalResults"]!.GetValue<int>());
        Assert.Empty(await other.FindAsync("userName eq \"grace@p8.example\""));
        Assert.Empty(await other.FindAsync($"groups.value eq \"{group}\" or id eq \"{id}\" or not (userName pr)"));
        foreach (var path in new[] { $"/Users/{id}", $"/Groups/{group}" })
        {
            Assert.Equal(HttpStatusCode.NotFound, (await other.SendAsync("GET", path)).Status);
            Assert.Equal(HttpStatusCode.NotFound, (await other.SendAsync("PUT", path, """{"userName":"x","displayName":"x"}""")).Status);
            Assert.Equal(HttpStatusCode.NotFound, (await other.SendAsync("DELETE", path)).Status);
        }

        Assert.Equal(HttpStatusCode.BadRequest, (await other.SendAsync("POST", "/Groups", $$"""{"displayName":"x","members":[{"value":"{{id}}"}]}""")).Status);
    }

    [Theory]
    [InlineData(Role.ComplianceManager)]
    [InlineData(Role.Employee)]
    [InlineData(Role.Auditor)]
    public async Task Whoever_may_not_provision_is_told_so_in_the_protocol_s_words(Role role)
    {
        product.Roles = [role];

        var (status, error, _) = await _directory.SendAsync("GET", "/Users");

        Assert.Equal(HttpStatusCode.Forbidden, status);
        Assert.Equal("urn:ietf:params:scim:api:messages:2.0:Error", error["schemas"]![0]!.GetValue<string>());
    }

    [Fact]
    public async Task A_stranger_is_told_that_a_token_is_needed()
    {
        product.Actor = null;

        var (status, error, answer) = await _directory.SendAsync("POST", "/Users", """{"userName":"x"}""");

        Assert.Equal(HttpStatusCode.Unauthorized, status);
        Assert.Equal("401", error["status"]!.GetValue<string>());
        Assert.Equal("application/scim+json", answer.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task A_change_that_is_refused_in_the_middle_leaves_nothing_behind()
    {
        var id = await AddAsync("grace@p9.example");
        await AddAsync("taken@p9.example");

        var (status, _, _) = await _directory.SendAsync("PATCH", $"/Users/{id}", """
            {"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[{"op":"replace","path":"title","value":"Admiral"},{"op":"replace","path":"active","value":false},{"op":"replace","path":"userName","value":"taken@p9.example"}]}
            """);

        Assert.Equal(HttpStatusCode.Conflict, status);
        Assert.True(await IsMemberAsync("grace@p9.example"));
        Assert.False((await _directory.MustAsync("GET", $"/Users/{id}")).ContainsKey("title"));
    }

    [Fact]
    public async Task The_people_register_is_compared_and_never_written()
    {
        await product.Browser().PostAsync("/api/people", new StringContent("""
            {"name":"Grace Hopper","email":"grace@p10.example","starts_on":"2024-01-01","ends_on":"2026-01-31"}
            """, System.Text.Encoding.UTF8, "application/json"), Stop);
        await AddAsync("grace@p10.example");
        await AddAsync("nobody@p10.example");

        var page = WebUtility.HtmlDecode(await product.Browser().GetStringAsync("/settings/provisioning", Stop));

        Assert.Contains("left on 2026-01-31 by the people register, active in the directory", page, StringComparison.Ordinal);
        Assert.Contains("not in the people register", page, StringComparison.Ordinal);
    }

    private Task<string> AddAsync(string email) => _directory.AddUserAsync(email, $$""","emails":[{"value":"{{email}}","type":"work","primary":true}]""");

    private async Task SetRoleAsync(string group, string role)
    {
        var saved = await product.Browser().SubmitAsync("/settings/provisioning", $"set-role-{group}", ("Group", group), ("Role", role));
        Assert.True(saved.StatusCode is HttpStatusCode.Redirect, await saved.Content.ReadAsStringAsync(Stop));
    }

    private Task<string[]> RolesAsync(string email) => AskAsync(db => db.RoleGrants
        .Where(g => g.OrganizationId == _directory.Owner.Organization.Value && db.Users.Any(u => u.Id == g.UserId && u.Email == email))
        .Select(g => g.Role.ToString()).Distinct().Order().ToArrayAsync(Stop));

    private Task<bool> IsMemberAsync(string email) => AskAsync(db => db.Memberships
        .AnyAsync(m => m.OrganizationId == _directory.Owner.Organization.Value && m.EndedAt == null && db.Users.Any(u => u.Id == m.UserId && u.Email == email), Stop));

    private async Task<T> AskAsync<T>(Func<IdentityDb, Task<T>> ask)
    {
        await using var scope = product.Services.CreateAsyncScope();
        return await ask(scope.ServiceProvider.GetRequiredService<IdentityDb>());
    }

    private Task<int> ChangeAsync(Func<IdentityDb, Task> change) => AskAsync(async db =>
    {
        await change(db);
        return await db.SaveChangesAsync(Stop);
    });
}
