using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Assay.Identity;
using Assay.Organizations;
using Assay.Roles;
using Assay.Tests.Fairness;
using Microsoft.Extensions.DependencyInjection;

namespace Assay.Tests.Gate;

/// <summary>Where fewer than three people are eligible, somebody from outside decides about one version, and sees nothing else.</summary>
public sealed class OutsideReviewerTests(Product product) : IClassFixture<Product>, IAsyncLifetime
{
    private static readonly object _rae = new { kind = "PeerReview", name = "Rae Outside", email = "rae@review.example", firm = "Review Ltd", because = "We are two." };

    private readonly HttpClient _http = product.Browser();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private GateSteps Gate => field ??= new(product, _http);

    public async ValueTask InitializeAsync()
    {
        await product.EnterNewOrganizationAsync();
        await Gate.RulesAsync(GateSteps.TwoApprovals);
    }

    public ValueTask DisposeAsync()
    {
        product.Roles = [Role.Owner];
        _http.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task The_reviewers_decision_is_theirs_opens_the_gate_and_their_link_opens_no_more()
    {
        await Gate.AsAsync(Gate.NewPerson(), () => Gate.RegisterAsync("churn"));
        var link = await NameAsync(_rae);
        Assert.Equal(HttpStatusCode.NoContent, (await Gate.ApproveAsync("churn", 1, "SignOff", product.Actor)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await Gate.PromoteAsync("churn", 1)).StatusCode);

        var owner = product.Actor;
        product.Actor = null;
        Assert.Contains("You see this version and nothing else", await _http.GetStringAsync(link, Stop), StringComparison.Ordinal);
        Assert.Contains("not the address at which you were asked", await DecideAsync(link, "somebody@else.example", "true"), StringComparison.Ordinal);
        Assert.Contains("Your decision is on record as yours", await DecideAsync(link, "Rae@Review.example", "true"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await _http.GetAsync(link, Stop)).StatusCode);
        product.Actor = owner;

        Assert.Equal(HttpStatusCode.NoContent, (await Gate.PromoteAsync("churn", 1)).StatusCode);
        var given = (await Gate.EntriesAsync("model.approved")).Single(e => e.Actor.StartsWith("outside_reviewer/", StringComparison.Ordinal));
        Assert.DoesNotContain("Looked at the tests", given.Body, StringComparison.Ordinal);
        Assert.Contains(given.Actor, (await Gate.EntriesAsync("model.promoted")).Single().Body, StringComparison.Ordinal);
        Assert.Contains("Rae Outside (Review Ltd, from outside)", await _http.GetStringAsync(await _http.PageOfAsync("churn", 1), Stop), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_link_opens_one_version_and_nothing_else_and_expires()
    {
        await Gate.AsAsync(Gate.NewPerson(), () => Gate.RegisterAsync("churn"));
        await Gate.RegisterAsync("secret-model");
        var link = await NameAsync(_rae);
        var other = await _http.PageOfAsync("secret-model", 1);
        var parts = link.Split('/');

        var owner = product.Actor;
        product.Actor = null;
        var page = await _http.GetStringAsync(link, Stop);
        Assert.DoesNotContain("secret-model", page, StringComparison.Ordinal);
        foreach (var path in new[] { "/", "/models", other, "/api/models", "/ledger", "/evidence" })
            Assert.Contains((await _http.GetAsync(path, Stop)).StatusCode, new[] { HttpStatusCode.Redirect, HttpStatusCode.Unauthorized });
        Assert.Equal(HttpStatusCode.NotFound, (await _http.GetAsync(link[..^4] + "AAAA", Stop)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await _http.GetAsync($"/review/{Guid.CreateVersion7(product.Clock.GetUtcNow())}/{parts[^2]}/{parts[^1]}", Stop)).StatusCode);

        product.Clock.Advance(TimeSpan.FromDays(15));
        Assert.Equal(HttpStatusCode.NotFound, (await _http.GetAsync(link, Stop)).StatusCode);
        product.Actor = owner;
    }

    [Fact]
    public async Task A_reviewer_who_says_no_leaves_the_gate_shut_and_their_reason()
    {
        await Gate.AsAsync(Gate.NewPerson(), () => Gate.RegisterAsync("churn"));
        var link = await NameAsync(_rae);
        var owner = product.Actor;
        product.Actor = null;
        Assert.Contains("Thank you", await DecideAsync(link, "rae@review.example", "false"), StringComparison.Ordinal);
        product.Actor = owner;

        Assert.Equal((1, 0), (await Gate.CountAsync("model.review_declined"), await Gate.CountAsync("model.approved")));
        Assert.Equal("Fail", await Gate.AnswerAsync("churn", 1, "two-approvals"));
    }

    [Fact]
    public async Task Nobody_is_asked_from_outside_where_enough_are_inside_and_the_author_picks_no_judge()
    {
        await Gate.RegisterAsync("churn");
        await AddMemberAsync("grace@example.com");
        Assert.Equal("author-may-not-name", await GateSteps.ProblemAsync(await TryNameAsync(_rae)));

        await AddMemberAsync("hedy@example.com");
        Assert.Equal("enough-people", await GateSteps.ProblemAsync(await TryNameAsync(_rae)));
        product.Roles = [Role.Contributor];
        Assert.Equal(HttpStatusCode.Forbidden, (await TryNameAsync(_rae)).StatusCode);
    }

    [Fact]
    public async Task A_member_is_no_outsider_and_one_person_gives_one_approval()
    {
        await Gate.RegisterAsync("churn");
        var inside = await AddMemberAsync("insider@example.com", Role.Employee);

        Assert.Equal("reviewer-is-inside", await GateSteps.ProblemAsync(await TryNameAsync(new { kind = "SignOff", name = "X", email = inside, firm = "Y", because = "Z." })));
        await NameAsync(_rae);
        Assert.Equal("reviewer-named", await GateSteps.ProblemAsync(await TryNameAsync(new { kind = "PeerReview", name = "X", email = "x@review.example", firm = "Y", because = "Z." })));
        Assert.Equal("one-person-one-approval", await GateSteps.ProblemAsync(await TryNameAsync(new { kind = "SignOff", name = "Rae", email = "RAE@review.example", firm = "Y", because = "Z." })));
        Assert.Equal(HttpStatusCode.BadRequest, (await TryNameAsync(new { kind = "SignOff", name = "", email = "no address", firm = "", because = "" })).StatusCode);
    }

    [Fact]
    public async Task The_page_shows_the_link_once()
    {
        await Gate.RegisterAsync("churn");
        var page = await _http.PageOfAsync("churn", 1);

        var named = await _http.SubmitAsync(page, "outside", ("Reviewer.Kind", "SignOff"), ("Reviewer.Name", "Rae"), ("Reviewer.Email", "rae@review.example"), ("Reviewer.Firm", "Review Ltd"), ("Reviewer.Because", "We are one."));

        Assert.Contains("/review/", await named.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
        var again = await _http.GetStringAsync(page, Stop);
        Assert.DoesNotContain("/review/", again, StringComparison.Ordinal);
        Assert.Contains("asked until 2026-", again, StringComparison.Ordinal);
    }

    private Task<HttpResponseMessage> TryNameAsync(object request) => _http.PostAsJsonAsync("/api/models/churn/versions/1/outside-reviewers", request, Stop);

    private async Task<string> NameAsync(object request)
    {
        var named = await TryNameAsync(request);
        Assert.True(named.StatusCode is HttpStatusCode.OK, await named.Content.ReadAsStringAsync(Stop));
        return (await named.Content.ReadFromJsonAsync<JsonElement>(Stop)).GetProperty("path").GetString()!;
    }

    private async Task<string> DecideAsync(string link, string email, string answer)
    {
        var decided = await _http.SubmitAsync(link, "decide", ("Form.Email", email), ("Form.Approve", answer), ("Form.Note", "Looked at the tests."));
        return WebUtility.HtmlDecode(await decided.Content.ReadAsStringAsync(Stop));
    }

    private async Task<string> AddMemberAsync(string email, Role role = Role.Approver)
    {
        await using var scope = product.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<IdentityDb>();
        var now = product.Clock.GetUtcNow();
        var organization = product.Actor!.Organization;
        var address = $"{Guid.CreateVersion7(product.Clock.GetUtcNow()):n}-{email}";
        var user = new User(Guid.CreateVersion7(now), email, address, now) { NormalizedEmail = address.ToUpperInvariant(), NormalizedUserName = address.ToUpperInvariant() };

        db.Users.Add(user);
        await db.SaveChangesAsync(Stop);
        db.Memberships.Add(new(organization, user.Id, now));
        await db.SaveChangesAsync(Stop);
        db.RoleGrants.Add(new(organization, user.Id, role, GrantSource.Founder, grantedBy: null, now));
        await db.SaveChangesAsync(Stop);
        return address;
    }
}
