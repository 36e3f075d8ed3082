using System.Net;
using System.Text.RegularExpressions;
using Assay.Database;
using Assay.Identity;
using Assay.Roles;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Assay.Tests.Identity;

/// <summary>A phone is gone, and the codes with it. Three people are needed to put that right.</summary>
public sealed partial class RecoveryTests(Product product) : IClassFixture<Product>, IAsyncLifetime
{
    private Actor _ada = null!, _bert = null!, _cleo = null!;
    private string _email = "";
    private HttpClient _before = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        (_ada, _email) = await product.NewOwnerAsync();
        (_bert, _cleo) = (await ColleagueAsync(Role.Owner), await ColleagueAsync(Role.ComplianceManager));
        product.Actor = null;

        _before = await product.SignedInAsync(_email);
        await _before.EnrolAppAsync(product.Clock);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Two_people_stand_for_a_third_who_adds_a_new_factor_by_the_link()
    {
        await AskAsync();

        Assert.Null(LinkIn(await StandAsync(_bert)));
        var link = LinkIn(await StandAsync(_cleo));
        product.Actor = null;

        Assert.False(await _before.IsInAsync());                                   // every session ended
        Assert.False(await (await product.SignedInAsync(_email)).IsInAsync());      // and the password alone opens nothing

        var browser = product.Browser();
        await browser.SubmitAsync(link!, "recover", ("Password", Product.Password));
        Assert.False(await browser.IsInAsync());
        await browser.EnrolAppAsync(product.Clock);
        Assert.True(await browser.IsInAsync());

        Assert.Equal(["factor_recovery.asked", "factor_recovery.confirmed", "factor_recovery.vouched"],
            (await product.KindsAsync(_ada.Organization)).Where(k => k.StartsWith("factor_recovery", StringComparison.Ordinal)).Order());
    }

    [Fact]
    public async Task One_person_cannot_do_it_alone_nor_the_one_who_asks()
    {
        await AskAsync();
        await StandAsync(_bert);

        Assert.Contains("takes a second person", await StandAsync(_bert, (await OpenAsync()).Id), StringComparison.Ordinal);
        Assert.Contains("stands for themselves", await StandAsync(_ada, (await OpenAsync()).Id), StringComparison.Ordinal);
        product.Actor = null;
        Assert.True(await _before.IsInAsync());
    }

    [Theory]
    [InlineData("vouched_by = user_id, vouched_at = now()")]
    [InlineData("vouched_by = 'BERT', vouched_at = now(), confirmed_by = 'BERT', confirmed_at = now()")]
    [InlineData("vouched_by = 'BERT', vouched_at = now(), confirmed_by = user_id, confirmed_at = now()")]
    [InlineData("confirmed_by = 'BERT', confirmed_at = now()")]
    public async Task The_database_insists_on_three_people(string change)
    {
        await AskAsync();
        await using var source = NpgsqlDataSource.Create(product.Login(DatabaseRoles.Identity));
        await using var connection = await source.OpenConnectionAsync(Stop);
        await using var transaction = await connection.BeginTransactionAsync(Stop);
        await using var command = new NpgsqlCommand($"select set_tenant('{_ada.Organization.Value}'); update factor_recovery set {change.Replace("BERT", _bert.UserId.ToString(), StringComparison.Ordinal)}", connection);

        var refused = await Assert.ThrowsAsync<PostgresException>(() => command.ExecuteNonQueryAsync(Stop));

        Assert.Equal(PostgresErrorCodes.CheckViolation, refused.SqlState);
    }

    [Fact]
    public async Task The_link_is_good_once_for_an_hour_and_not_without_the_password()
    {
        await AskAsync();
        await StandAsync(_bert);
        var link = LinkIn(await StandAsync(_cleo))!;
        product.Actor = null;

        Assert.Contains("password is wrong", await (await product.Browser().SubmitAsync(link, "recover", ("Password", "not the right words"))).Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
        Assert.Contains("not valid", await product.Browser().GetStringAsync(link[..^1] + (link[^1] == 'a' ? 'b' : 'a'), Stop), StringComparison.Ordinal);

        var first = product.Browser();
        await first.SubmitAsync(link, "recover", ("Password", Product.Password));
        Assert.Contains("not valid", await product.Browser().GetStringAsync(link, Stop), StringComparison.Ordinal);

        product.Clock.Advance(EnrolmentLink.Lifetime);
        var half = await product.SignedInAsync(_email);
        Assert.Equal("/sign-in/lost", (await half.GetAsync("/people", Stop)).Headers.Location?.OriginalString);
        Assert.Contains("Ask two people", await half.GetStringAsync("/sign-in/lost", Stop), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_request_lapses_and_can_be_refused()
    {
        await AskAsync();
        await StandAsync(_bert);
        await product.Browser().SubmitAsync("/settings/sign-in", $"refuse-{(await OpenAsync()).Id:n}", ("Recovery", (await OpenAsync()).Id.ToString()));
        Assert.DoesNotContain("Confirm for", await product.Browser().GetStringAsync("/settings/sign-in", Stop), StringComparison.Ordinal);

        product.Actor = null;
        await AskAsync();
        product.Clock.Advance(FactorRecovery.Lifetime);
        product.Actor = _cleo;
        Assert.DoesNotContain("Vouch for", await product.Browser().GetStringAsync("/settings/sign-in", Stop), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_asks_without_the_password_and_nobody_stands_without_the_permission_or_from_another_organisation()
    {
        Assert.Equal("/sign-in", (await product.Browser().GetAsync("/sign-in/lost", Stop)).Headers.Location?.OriginalString.Replace("http://localhost", "", StringComparison.Ordinal));
        await AskAsync();
        var id = (await OpenAsync()).Id;

        (product.Actor, product.Roles) = (_bert, [Role.Contributor]);
        Assert.Equal(HttpStatusCode.Forbidden, (await product.Browser().GetAsync("/settings/sign-in", Stop)).StatusCode);

        // A manager of another company sends the form that belongs to this one.
        var (mallory, email) = await product.NewOwnerAsync();
        product.Actor = null;
        var other = await product.SignedInAsync(email);
        await other.EnrolAppAsync(product.Clock);
        (product.Actor, product.Roles) = (mallory, [Role.Owner]);
        Assert.DoesNotContain(id.ToString(), await product.Browser().GetStringAsync("/settings/sign-in", Stop), StringComparison.Ordinal);
        Assert.IsType<StandForMember.Outcome.NotFound>(await product.RunAsync<StandForMember, StandForMember.Outcome>(stand => stand.RunAsync(mallory, id, Stop)));
    }

    [Fact]
    public async Task Where_fewer_than_two_others_may_help_the_page_says_what_to_do()
    {
        await product.BecomeAsync(_cleo, Role.Contributor);
        var half = await product.SignedInAsync(_email);

        Assert.Contains("only one other person", await half.GetStringAsync("/sign-in/lost", Stop), StringComparison.Ordinal);
    }

    private async Task AskAsync()
    {
        var half = await product.SignedInAsync(_email);
        await half.SubmitAsync("/sign-in/lost", "ask", ("Form.Reason", "The phone fell into the sea. Call my desk."));
    }

    private async Task<string> StandAsync(Actor who, Guid? request = null)
    {
        (product.Actor, product.Roles) = (who, [Role.ComplianceManager]);
        var id = request ?? (await OpenAsync()).Id;

        // The form of a request is not shown to whoever may not send it; use cases are asked all the same.
        if (request is not null)
        {
            return await product.RunAsync<StandForMember, StandForMember.Outcome>(stand => stand.RunAsync(who, id, Stop)) switch
            {
                StandForMember.Outcome.IsSamePerson => "it takes a second person",
                StandForMember.Outcome.IsOwn => "Nobody stands for themselves",
                var other => other.ToString(),
            };
        }

        var answer = await product.Browser().SubmitAsync("/settings/sign-in", $"stand-{id:n}", ("Recovery", id.ToString()));
        return await answer.Content.ReadAsStringAsync(Stop);
    }

    private Task<FactorRecovery> OpenAsync() => product.WithIdentityAsync(async db =>
    {
        await using var transaction = await db.Database.BeginTransactionAsync(Stop);
        await db.EnterAsync(_ada.Organization, Stop);
        return await db.FactorRecoveries.AsNoTracking().SingleAsync(r => r.OrganizationId == _ada.Organization.Value && r.ConfirmedAt == null && r.ClosedAt == null, Stop);
    });

    private async Task<Actor> ColleagueAsync(Role role)
    {
        var (person, _) = await product.NewOwnerAsync();
        await product.JoinAsync(person, _ada.Organization, role);
        return person with { Organization = _ada.Organization };
    }

    private static string? LinkIn(string html) => Link().Match(html) is { Success: true } found ? found.Groups["path"].Value : null;

    [GeneratedRegex("link-once\">http://localhost(?<path>/sign-in/recover/[^<]+)<", RegexOptions.None, 1000)]
    private static partial Regex Link();
}
