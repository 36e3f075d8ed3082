using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Assay.Database;
using Assay.Identity;
using Assay.Ledger;
using Assay.Roles;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Assay.Tests.Members;

/// <summary>Who comes in, as what, and how that ends.</summary>
public sealed partial class MembersTests(Product product) : IClassFixture<Product>, IAsyncLifetime
{
    private static int _people;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        product.Roles = [Role.Owner];
        await product.EnterNewOrganizationAsync();
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task An_invited_person_joins_with_the_roles_that_were_chosen()
    {
        var (id, email) = await JoinAsync("Contributor", "Approver");

        var member = (await MembersAsync()).Single(m => m.GetProperty("email").GetString() == email);

        Assert.Equal(id, member.GetProperty("id").GetGuid());
        Assert.Equal(["Contributor", "Approver"], member.GetProperty("roles").EnumerateArray().Select(r => r.GetProperty("role").GetString()));
        Assert.Equal(["member.invited", "member.joined"], await KindsAsync());
    }

    [Fact]
    public async Task An_invitation_opens_once_and_only_with_its_secret()
    {
        var path = await InviteAsync(NewEmail(), "Contributor");

        Assert.Equal(HttpStatusCode.NotFound, (await AsStrangerAsync(path[..^4] + "AAAA")).StatusCode);
        await AcceptAsync(path);
        Assert.Equal(HttpStatusCode.NotFound, (await AsStrangerAsync(path)).StatusCode);
    }

    [Fact]
    public async Task An_invitation_ends_after_its_week_and_when_it_is_withdrawn()
    {
        var late = await InviteAsync(NewEmail(), "Contributor");
        product.Clock.Advance(TimeSpan.FromDays(8));
        Assert.Equal(HttpStatusCode.NotFound, (await AsStrangerAsync(late)).StatusCode);

        var unwanted = await InviteAsync(NewEmail(), "Contributor");
        var page = await product.Browser().GetStringAsync("/settings/members", Stop);
        await product.Browser().SubmitAsync("/settings/members", Withdraw().Match(page).Value);
        Assert.Equal(HttpStatusCode.NotFound, (await AsStrangerAsync(unwanted)).StatusCode);
    }

    [Fact]
    public async Task An_invitation_to_an_address_with_an_account_asks_for_its_sign_in()
    {
        var elsewhere = await product.NewOrganizationAsync("Elsewhere", NewEmail("elsewhere"));
        await using var scope = product.Services.CreateAsyncScope();
        var email = (await scope.ServiceProvider.GetRequiredService<IdentityDb>().Users.SingleAsync(u => u.Id == elsewhere.UserId, Stop)).Email!;

        var path = await InviteAsync(email, "Contributor");
        var page = await Stranger().GetStringAsync(path, Stop);

        Assert.Contains("Sign in to it", page, StringComparison.Ordinal);
        Assert.DoesNotContain("type=\"password\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_manager_invites_somebody_by_the_form()
    {
        var answer = await product.Browser().SubmitAsync("/settings/members", "invite", ("Form.Email", NewEmail()), ("Form.Until", ""), ("roles", "Contributor"));

        Assert.Matches("/invitation/[^/]+/[0-9a-f]{32}/", await answer.Content.ReadAsStringAsync(Stop));
    }

    [Theory]
    [InlineData("Owner", null, "Only an owner can make somebody an owner.")]
    [InlineData("Auditor", null, "Say on which day.")]
    [InlineData("Auditor", "2020-01-01", "That day has passed.")]
    [InlineData("ServiceAccount", null, "not a role that a person can have")]
    public async Task A_manager_is_refused_roles_that_are_not_theirs_to_give(string role, string? until, string words)
    {
        product.Roles = [Role.ComplianceManager];

        var answer = await product.Browser().PostAsJsonAsync("/api/members/invitations", new { email = NewEmail(), roles = new[] { role }, until }, Stop);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(words, await answer.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_changes_their_own_roles_and_the_last_owner_stays()
    {
        var own = await product.Browser().PutAsJsonAsync($"/api/members/{product.Actor!.UserId}/roles", new { roles = new[] { "Owner", "Approver" } }, Stop);
        Assert.Contains("Nobody changes their own roles", await own.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);

        var founder = product.Actor.UserId;
        var (second, _) = await JoinAsync("Owner");
        product.Actor = product.Actor with { UserId = second };
        Assert.Equal(HttpStatusCode.NoContent, (await product.Browser().DeleteAsync($"/api/members/{founder}", Stop)).StatusCode);
        Assert.Equal(HttpStatusCode.Conflict, (await product.Browser().DeleteAsync($"/api/members/{second}", Stop)).StatusCode);
    }

    [Fact]
    public async Task A_member_who_is_taken_out_cannot_come_in_any_more()
    {
        var (id, email) = await JoinAsync("Contributor");
        Assert.True(await SignInAsync(email));

        await product.Browser().DeleteAsync($"/api/members/{id}", Stop);

        Assert.False(await SignInAsync(email));
        Assert.Contains("member.ended", await KindsAsync());
    }

    [Fact]
    public async Task A_role_for_a_time_is_approved_by_another_and_ends_by_itself()
    {
        var manager = product.Actor!;
        var (id, _) = await JoinAsync("Contributor");
        product.Actor = manager with { UserId = id };
        product.Roles = [Role.Contributor];
        var asked = await product.Browser().PostAsJsonAsync("/api/elevations", new { role = "ComplianceManager", minutes = 60, reason = "Restore of the register on call" }, Stop);
        var request = await asked.Content.ReadFromJsonAsync<Guid>(Stop);

        product.Roles = [Role.ComplianceManager];
        var own = await product.Browser().PostAsJsonAsync($"/api/elevations/{request}/decision", new { approve = true }, Stop);
        Assert.Contains("own-elevation", await own.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);

        (product.Actor, product.Roles) = (manager, [Role.Owner]);
        (await product.Browser().PostAsJsonAsync($"/api/elevations/{request}/decision", new { approve = true }, Stop)).EnsureSuccessStatusCode();

        Assert.Contains(Role.ComplianceManager, await RolesOfAsync(id));
        product.Clock.Advance(TimeSpan.FromMinutes(61));
        Assert.Equal([Role.Contributor], await RolesOfAsync(id));
    }

    [Fact]
    public async Task The_database_too_refuses_a_role_that_one_gives_oneself()
    {
        var actor = product.Actor!;
        await using var source = NpgsqlDataSource.Create(product.Login(DatabaseRoles.Identity));
        await using var command = source.CreateCommand(
            $"insert into role_grant (organization_id, user_id, role, source, granted_by, since) values ('{actor.Organization.Value}', '{actor.UserId}', 'Approver', 'Manager', '{actor.UserId}', now())");

        var refused = await Assert.ThrowsAsync<PostgresException>(() => command.ExecuteNonQueryAsync(Stop));

        Assert.Equal(PostgresErrorCodes.CheckViolation, refused.SqlState);
    }

    [Fact]
    public async Task Members_of_another_organisation_are_out_of_reach()
    {
        var (id, _) = await JoinAsync("Contributor");
        await product.EnterNewOrganizationAsync();

        Assert.Equal(HttpStatusCode.NotFound, (await product.Browser().DeleteAsync($"/api/members/{id}", Stop)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await product.Browser().PutAsJsonAsync($"/api/members/{id}/roles", new { roles = new[] { "Approver" } }, Stop)).StatusCode);
        Assert.DoesNotContain(await MembersAsync(), m => m.GetProperty("id").GetGuid() == id);
    }

    private static string NewEmail(string name = "person") => $"{name}{Interlocked.Increment(ref _people)}@example.com";

    private HttpClient Stranger()
    {
        product.Actor = null;
        return product.Browser();
    }

    private async Task<HttpResponseMessage> AsStrangerAsync(string path)
    {
        var actor = product.Actor;
        var answer = await Stranger().GetAsync(path, Stop);
        product.Actor = actor;
        return answer;
    }

    private async Task<string> InviteAsync(string email, params string[] roles)
    {
        var answer = await product.Browser().PostAsJsonAsync("/api/members/invitations", new { email, roles }, Stop);
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<JsonElement>(Stop)).GetProperty("path").GetString()!;
    }

    private async Task AcceptAsync(string path)
    {
        var actor = product.Actor;
        var answer = await Stranger().SubmitAsync(path, "create", ("Form.Name", "Grace"), ("Form.Password", Product.Password));
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        product.Actor = actor;
    }

    private async Task<(Guid Id, string Email)> JoinAsync(params string[] roles)
    {
        var email = NewEmail();
        await AcceptAsync(await InviteAsync(email, roles));
        return ((await MembersAsync()).Single(m => m.GetProperty("email").GetString() == email).GetProperty("id").GetGuid(), email);
    }

    private async Task<List<JsonElement>> MembersAsync() =>
        [.. (await product.Browser().GetFromJsonAsync<JsonElement>("/api/members", Stop)).EnumerateArray()];

    private async Task<bool> SignInAsync(string email)
    {
        await using var scope = product.Services.CreateAsyncScope();
        var actor = product.Actor;
        var answer = await Stranger().SubmitAsync("/sign-in", "sign-in", ("Form.Email", email), ("Form.Password", Product.Password));
        product.Actor = actor;
        return answer.StatusCode is HttpStatusCode.Redirect;
    }

    private async Task<IReadOnlyList<Role>> RolesOfAsync(Guid user)
    {
        await using var scope = product.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<IdentityDb>().RolesOfAsync(product.Actor!.Organization, user, product.Clock.GetUtcNow());
    }

    private async Task<List<string>> KindsAsync()
    {
        await using var db = await product.OpenAsync();
        return await db.Set<LedgerEntry>().Where(e => e.Kind.StartsWith("member.")).Select(e => e.Kind).Order().ToListAsync(Stop);
    }

    [GeneratedRegex("withdraw-[0-9a-f]{32}", RegexOptions.None, 1000)]
    private static partial Regex Withdraw();
}
