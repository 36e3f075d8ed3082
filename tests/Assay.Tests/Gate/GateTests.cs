using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Assay.Gate;
using Assay.Ledger;
using Assay.Roles;
using Assay.Tests.Mlflow;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Assay.Tests.Gate;

public sealed class GateTests(Product product) : IClassFixture<Product>, IAsyncLifetime
{
    private static readonly object _twoApprovals = new { rules = new[] { new { rule = "two-approvals" } } };

    private readonly HttpClient _http = product.Browser();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private GateSteps Gate => field ??= new(product, _http);

    private MlflowClient Mlflow => new(_http);

    public async ValueTask InitializeAsync() => await product.EnterNewOrganizationAsync();

    public ValueTask DisposeAsync()
    {
        product.Roles = [Role.Owner];
        _http.Dispose();
        return ValueTask.CompletedTask;
    }

    [Theory]
    [InlineData("stage")]
    [InlineData("production")]
    [InlineData("champion")]
    [InlineData("PROD")]
    public async Task An_mlflow_client_that_promotes_without_what_the_gate_asks_gets_a_403_that_names_the_rules(string name)
    {
        await Gate.RegisterAsync("churn");

        var refused = name == "stage"
            ? await Mlflow.PostAsync("model-versions/transition-stage", new { name = "churn", version = "1", stage = "Production", archive_existing_versions = true })
            : await Mlflow.PostAsync("registered-models/alias", new { name = "churn", alias = name, version = "1" });

        Assert.Equal((HttpStatusCode.Forbidden, "PERMISSION_DENIED"), (refused.Status, refused.ErrorCode));
        Assert.Contains("[two-approvals: fail]", refused.Message, StringComparison.Ordinal);
        Assert.Contains("[evaluation-threshold: inconclusive]", refused.Message, StringComparison.Ordinal);
        Assert.Matches("See http://localhost/models/[0-9a-f]{32}/versions/1#gate", refused.Message);
        Assert.Equal("None", (await Mlflow.GetAsync("model-versions/get", ("name", "churn"), ("version", "1"))).Body.GetProperty("model_version").GetProperty("current_stage").GetString());
        Assert.Equal(1, await CountAsync("model.promotion_refused"));
    }

    [Fact]
    public async Task Two_other_people_make_it_promotable_and_then_the_same_call_goes_through()
    {
        await Gate.RulesAsync(_twoApprovals);
        await Gate.RegisterAsync("churn");

        Assert.Equal("author-may-not-approve", await ProblemAsync(await Gate.ApproveAsync("churn", 1, "PeerReview", product.Actor)));
        var grace = Gate.NewPerson();
        Assert.Equal(HttpStatusCode.NoContent, (await Gate.ApproveAsync("churn", 1, "PeerReview", grace)).StatusCode);
        Assert.Equal("one-person-one-approval", await ProblemAsync(await Gate.ApproveAsync("churn", 1, "SignOff", grace)));
        Assert.Equal(HttpStatusCode.Forbidden, (await PromoteAsync("churn", 1)).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await Gate.ApproveAsync("churn", 1, "SignOff")).StatusCode);

        var promoted = await Mlflow.DoAsync("model-versions/transition-stage", new { name = "churn", version = "1", stage = "Production" });
        await Mlflow.DoAsync("registered-models/alias", new { name = "churn", alias = "champion", version = "1" });

        Assert.Equal("Production", promoted.GetProperty("model_version").GetProperty("current_stage").GetString());
        Assert.Equal((1, 2, 1), (await CountAsync("model.promoted"), await CountAsync("model.approval_refused"), await CountAsync("model.promotion_refused")));
    }

    [Fact]
    public async Task The_decision_is_kept_with_the_rules_the_evaluator_and_the_grants_of_that_moment()
    {
        await Gate.RulesAsync(_twoApprovals);
        await Gate.RegisterAsync("churn");
        await Gate.ApproveBothAsync("churn", 1);
        await PromoteAsync("churn", 1);

        var body = JsonElement.Parse((await EntriesAsync("model.promoted")).Single().Body);

        Assert.Equal(64, body.GetProperty("rules_digest").GetString()!.Length);
        Assert.StartsWith("assay-gate/", body.GetProperty("evaluator").GetString(), StringComparison.Ordinal);
        Assert.Equal($"user/{product.Actor!.UserId:n}", body.GetProperty("grants").GetProperty("BypassGate").GetProperty("holders")[0].GetString());
        Assert.Equal(2, body.GetProperty("approvers").GetArrayLength());
        Assert.Equal("Pass", body.GetProperty("rules").GetProperty("two-approvals").GetString());
    }

    [Fact]
    public async Task The_database_itself_refuses_an_authors_approval_and_one_person_twice_and_a_changed_version()
    {
        await Gate.RegisterAsync("churn");
        var (organization, author, other) = (product.Actor!.Organization.Value, product.Actor.UserId, Guid.CreateVersion7(product.Clock.GetUtcNow()));
        await using var look = await product.OpenAsync();
        var model = await look.Database.SqlQuery<Guid>($"select id as \"Value\" from registered_model where organization_id = {organization}").SingleAsync(Stop);

        async Task<string?> RunAsync(string sql)
        {
            await using var db = await product.OpenAsync();
            return (await Assert.ThrowsAsync<PostgresException>(() => db.Database.ExecuteSqlRawAsync(sql, [organization, author, other, model], Stop))).SqlState;
        }

        const string insert = "insert into version_approval values ({0}, {3}, 1, 'production', '";
        Assert.Equal(PostgresErrorCodes.CheckViolation, await RunAsync(insert + "SignOff', {1}, {1}, '', '', '2026-03-02')"));
        Assert.Equal(PostgresErrorCodes.UniqueViolation, await RunAsync(insert + "SignOff', {1}, {2}, '', '', '2026-03-02'); " + insert + "PeerReview', {1}, {2}, '', '', '2026-03-02')"));
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, await RunAsync("update model_version set source = 's3://other' where organization_id = {0}"));
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, await RunAsync("update model_provenance set artifact_digest = '' where organization_id = {0}"));
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, await RunAsync("delete from model_version where organization_id = {0}"));
    }

    [Fact]
    public async Task Another_artifact_under_the_same_version_is_refused_and_the_attempt_is_kept()
    {
        await Gate.RegisterAsync("churn");

        var changed = await _http.PutAsJsonAsync("/api/models/churn/versions/1/provenance", new { artifactDigest = $"sha256:{new string('b', 64)}" }, Stop);

        Assert.Equal("version-is-immutable", await ProblemAsync(changed));
        Assert.Equal(1, await CountAsync("model.change_refused"));
    }

    [Fact]
    public async Task Rules_count_only_once_somebody_else_has_approved_them()
    {
        await Gate.RegisterAsync("churn");
        await _http.PostAsJsonAsync("/api/gate/rule-sets", new { rules = _twoApprovals, note = "Fewer." }, Stop);

        var own = await _http.PostAsync("/api/gate/rule-sets/*/1/approval", null, Stop);

        Assert.Equal("proposer-may-not-approve", await ProblemAsync(own));
        Assert.True((await Gate.JudgeAsync("churn", 1)).GetProperty("rules").GetArrayLength() > 10);
        Assert.Equal(1, await CountAsync("gate.rules_refused"));
    }

    [Theory]
    [InlineData("""{"rules":[]}""")]
    [InlineData("""{"rules":[{"rule":"no-such-rule"}]}""")]
    [InlineData("""{"rules":[{"rule":"two-approvals"},{"rule":"two-approvals"}]}""")]
    [InlineData("[]")]
    public async Task Rules_that_cannot_be_judged_by_are_not_proposed(string rules)
    {
        var proposed = await _http.PostAsJsonAsync("/api/gate/rule-sets", new { rules = JsonElement.Parse(rules), note = "Wrong." }, Stop);

        Assert.Equal(HttpStatusCode.BadRequest, proposed.StatusCode);
    }

    [Fact]
    public async Task A_model_may_have_rules_of_its_own()
    {
        await Gate.RegisterAsync("churn");
        await Gate.RegisterAsync("fraud");
        await Gate.RulesAsync(_twoApprovals, "churn");

        Assert.Equal(1, (await Gate.JudgeAsync("churn", 1)).GetProperty("rules").GetArrayLength());
        Assert.True((await Gate.JudgeAsync("fraud", 1)).GetProperty("rules").GetArrayLength() > 10);
    }

    [Fact]
    public async Task Fifty_at_once_promote_once_and_leave_no_state_without_its_entry()
    {
        await Gate.RulesAsync(_twoApprovals);
        await Gate.RegisterAsync("churn");
        var people = Enumerable.Range(0, 20).Select(_ => Gate.NewPerson()).ToList();
        var services = product.Services;
        var owner = product.Actor!;

        async Task PromoteOnceAsync()
        {
            await using var scope = services.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<PromoteVersion>().RunAsync(owner, "churn", 1, new(), Stop);
        }

        async Task ApproveOnceAsync(int i)
        {
            await using var scope = services.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<ApproveVersion>().RunAsync(people[i], "churn", 1, new() { Kind = i % 2 == 0 ? ApprovalKind.PeerReview : ApprovalKind.SignOff }, Stop);
        }

        await Task.WhenAll(Enumerable.Range(0, 50).Select(i => Task.Run(() => i % 5 < 2 ? ApproveOnceAsync((i / 5 * 2) + (i % 5)) : PromoteOnceAsync(), Stop)));
        await PromoteOnceAsync();

        await using var db = await product.OpenAsync();
        var live = await db.Set<Deployment>().CountAsync(Stop);
        var approvals = await db.Set<VersionApproval>().CountAsync(Stop);
        Assert.Equal((1, 1), (live, await CountAsync("model.promoted")));
        Assert.Equal((2, 2), (approvals, await CountAsync("model.approved")));
    }

    [Fact]
    public async Task Going_back_is_one_action_and_its_entry_names_trigger_and_duration()
    {
        await PromotedTwiceAsync();

        var back = await _http.PostAsJsonAsync("/api/models/churn/rollback", new { trigger = "Accuracy fell." }, Stop);

        Assert.Equal(HttpStatusCode.OK, back.StatusCode);
        Assert.Equal("1", (await Mlflow.GetAsync("registered-models/alias", ("name", "churn"), ("alias", "champion"))).Body.GetProperty("model_version").GetProperty("version").GetString());
        var body = JsonElement.Parse((await EntriesAsync("model.rollback_done")).Single().Body);
        Assert.Equal(("Accuracy fell.", 3600, 2, 1), (body.GetProperty("trigger").GetString(), body.GetProperty("seconds_live").GetInt32(), body.GetProperty("from").GetInt32(), body.GetProperty("to").GetInt32()));
    }

    [Fact]
    public async Task Failed_tests_where_it_runs_bring_the_version_before_back()
    {
        await PromotedTwiceAsync();

        var kept = await _http.PostAsJsonAsync("/api/models/churn/versions/2/post-tests", new { passed = false, total = 9, failed = 2 }, Stop);

        Assert.Equal(HttpStatusCode.OK, kept.StatusCode);
        Assert.Equal("Production", (await Mlflow.GetAsync("model-versions/get", ("name", "churn"), ("version", "1"))).Body.GetProperty("model_version").GetProperty("current_stage").GetString());
        Assert.Equal("Archived", (await Mlflow.GetAsync("model-versions/get", ("name", "churn"), ("version", "2"))).Body.GetProperty("model_version").GetProperty("current_stage").GetString());
    }

    [Fact]
    public async Task An_emergency_is_told_at_once_and_becomes_a_deviation_where_nobody_reviews_it_in_time()
    {
        await Gate.RegisterAsync("churn");

        var done = await _http.PostAsJsonAsync("/api/models/churn/versions/1/emergency", new { because = "The version before leaks names." }, Stop);
        Assert.Equal(HttpStatusCode.OK, done.StatusCode);
        var id = await DeploymentAsync();
        Assert.Equal("starter-may-not-review", await ProblemAsync(await _http.PostAsJsonAsync($"/api/gate/emergencies/{id}/review", new { finding = "Fine." }, Stop)));

        product.Clock.Advance(TimeSpan.FromHours(49));
        await using var scope = product.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<OverdueWatch>().RunOnceAsync(Stop);
        await scope.ServiceProvider.GetRequiredService<OverdueWatch>().RunOnceAsync(Stop);
        var reviewed = await Gate.AsAsync(Gate.NewPerson(), () => _http.PostAsJsonAsync($"/api/gate/emergencies/{id}/review", new { finding = "It could not wait." }, Stop));

        Assert.Equal(HttpStatusCode.NoContent, reviewed.StatusCode);
        Assert.Equal((1, 1), (await CountAsync("model.emergency_promoted"), await CountAsync("model.deployment_deviated")));
        Assert.True(JsonElement.Parse((await EntriesAsync("model.emergency_reviewed")).Single().Body).GetProperty("late").GetBoolean());
    }

    [Fact]
    public async Task A_program_or_a_contributor_does_not_go_past_the_gate()
    {
        await Gate.RegisterAsync("churn");
        product.Roles = [Role.Contributor];

        var done = await _http.PostAsJsonAsync("/api/models/churn/versions/1/emergency", new { because = "It really cannot wait." }, Stop);

        Assert.Equal(HttpStatusCode.Forbidden, done.StatusCode);
        Assert.Equal(0, await CountAsync("model.emergency_promoted"));
    }

    [Fact]
    public async Task No_step_of_a_versions_life_is_skipped()
    {
        await Gate.RegisterAsync("churn");

        Assert.Equal("step-skipped", await ProblemAsync(await MoveAsync("Staging")));
        Assert.Equal(HttpStatusCode.OK, (await MoveAsync("Validation")).StatusCode);
        Assert.Equal("step-entry", await ProblemAsync(await MoveAsync("Staging")));
        await Gate.FactAsync("churn", 1, "evaluation", new { metrics = new { accuracy = 0.93 } });
        await Gate.FactAsync("churn", 1, "fairness", new { metrics = new { demographic_parity_difference = 0.02 } });
        await Gate.FactAsync("churn", 1, "tests", new { passed = true, total = 3 });
        Assert.Equal(HttpStatusCode.OK, (await MoveAsync("Staging")).StatusCode);
        Assert.Equal("step-is-the-gates", await ProblemAsync(await MoveAsync("Production")));
    }

    [Fact]
    public async Task A_retired_version_never_runs_again_and_leaves_a_receipt_of_its_disposal()
    {
        await PromotedTwiceAsync();
        var how = new { successor = "version 2", notice = "Mail of 2 March.", trafficEnded = "2026-03-02", disposal = "Deleted from s3://models." };

        Assert.Equal("version-runs", await ProblemAsync(await _http.PostAsJsonAsync("/api/models/churn/versions/2/retirement", how, Stop)));
        Assert.Equal(HttpStatusCode.NoContent, (await _http.PostAsJsonAsync("/api/models/churn/versions/1/retirement", how, Stop)).StatusCode);

        Assert.Equal("version-retired", await ProblemAsync(await PromoteAsync("churn", 1)));
        Assert.Equal("PERMISSION_DENIED", (await Mlflow.PostAsync("registered-models/alias", new { name = "churn", alias = "champion", version = "1" })).ErrorCode);
        Assert.Contains("sha256:aaaa", (await EntriesAsync("model.retired")).Single().Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_version_that_loses_its_last_name_for_production_runs_no_more()
    {
        await PromotedTwiceAsync();

        await Mlflow.DoAsync("model-versions/transition-stage", new { name = "churn", version = "2", stage = "Archived" });
        await using (var db = await product.OpenAsync()) Assert.True(await db.Set<Deployment>().AnyAsync(d => d.Number == 2 && d.EndedAt == null, Stop));
        await Mlflow.DeleteAsync("registered-models/alias", new { name = "churn", alias = "champion" });

        await using var after = await product.OpenAsync();
        Assert.False(await after.Set<Deployment>().AnyAsync(d => d.EndedAt == null, Stop));
    }

    [Fact]
    public async Task The_list_of_a_period_is_what_sql_finds_in_the_ledger()
    {
        await PromotedTwiceAsync();
        await Gate.RegisterAsync("fraud");
        await PromoteAsync("fraud", 1);

        var listed = await _http.GetFromJsonAsync<JsonElement>("/api/gate/releases?from=2026-01-01&to=2027-12-31", Stop);
        await using var db = await product.OpenAsync();
        var organization = product.Actor!.Organization.Value;
        var found = await db.Database.SqlQuery<Guid>($"""
            select entry_id as "Value" from ledger_entry
            where organization_id = {organization} and kind in ('model.promoted', 'model.promotion_refused', 'model.emergency_promoted', 'model.rolled_back')
              and occurred_at >= '2026-01-01' and occurred_at < '2028-01-01'
            order by occurred_at desc, entry_id desc
            """).ToListAsync(Stop);

        Assert.Equal(3, found.Count);
        Assert.Equal(found, listed.EnumerateArray().Select(l => l.GetProperty("entry").GetGuid()));
    }

    [Fact]
    public async Task Another_organisation_sees_and_changes_none_of_it()
    {
        await Gate.RegisterAsync("churn");
        await product.EnterNewOrganizationAsync();

        Assert.Equal(HttpStatusCode.NotFound, (await _http.GetAsync("/api/models/churn/versions/1/gate", Stop)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await PromoteAsync("churn", 1)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await Gate.ApproveAsync("churn", 1, "SignOff")).StatusCode);
    }

    private async Task PromotedTwiceAsync()
    {
        await Gate.RulesAsync(_twoApprovals);
        foreach (var version in new[] { 1, 2 })
        {
            await Gate.RegisterAsync("churn");
            await Gate.ApproveBothAsync("churn", version);
            product.Clock.Advance(TimeSpan.FromHours(1));
            Assert.Equal(HttpStatusCode.NoContent, (await PromoteAsync("churn", version)).StatusCode);
            await Mlflow.DoAsync("registered-models/alias", new { name = "churn", alias = "champion", version = $"{version}" });
        }

        product.Clock.Advance(TimeSpan.FromHours(1));
    }

    private Task<HttpResponseMessage> PromoteAsync(string model, int version) => _http.PostAsJsonAsync($"/api/models/{model}/versions/{version}/promotion", new { because = "Better." }, Stop);

    private Task<HttpResponseMessage> MoveAsync(string to) => _http.PostAsJsonAsync("/api/models/churn/versions/1/moves", new { to }, Stop);

    private static async Task<string> ProblemAsync(HttpResponseMessage answer) =>
        (await answer.Content.ReadFromJsonAsync<JsonElement>(Stop)).GetProperty("type").GetString()!["/problems/".Length..];

    private async Task<Guid> DeploymentAsync()
    {
        await using var db = await product.OpenAsync();
        return await db.Set<Deployment>().Select(d => d.Id).SingleAsync(Stop);
    }

    private async Task<List<LedgerEntry>> EntriesAsync(string kind)
    {
        await using var db = await product.OpenAsync();
        return await db.Set<LedgerEntry>().Where(e => e.Kind == kind).ToListAsync(Stop);
    }

    private async Task<int> CountAsync(string kind) => (await EntriesAsync(kind)).Count;
}
