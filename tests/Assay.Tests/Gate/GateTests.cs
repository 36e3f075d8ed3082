using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Assay.Gate;
using Assay.Roles;
using Assay.Tests.Mlflow;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Assay.Tests.Gate;

public sealed class GateTests(Product product) : InNewOrganization(product)
{
    private GateSteps Gate => field ??= new(Product, Http);

    private MlflowClient Mlflow => new(Http);

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
        Assert.Equal(1, await Gate.CountAsync("model.promotion_refused"));
    }

    [Fact]
    public async Task Two_other_people_make_it_promotable_and_then_the_same_call_goes_through()
    {
        await Gate.RulesAsync(GateSteps.TwoApprovals);
        await Gate.RegisterAsync("churn");

        Assert.Equal("author-may-not-approve", await GateSteps.ProblemAsync(await Gate.ApproveAsync("churn", 1, "PeerReview", Product.Actor)));
        var grace = Gate.NewPerson();
        Assert.Equal(HttpStatusCode.NoContent, (await Gate.ApproveAsync("churn", 1, "PeerReview", grace)).StatusCode);
        Assert.Equal("one-person-one-approval", await GateSteps.ProblemAsync(await Gate.ApproveAsync("churn", 1, "SignOff", grace)));
        Assert.Equal(HttpStatusCode.Forbidden, (await Gate.PromoteAsync("churn", 1)).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await Gate.ApproveAsync("churn", 1, "SignOff")).StatusCode);

        var promoted = await Mlflow.DoAsync("model-versions/transition-stage", new { name = "churn", version = "1", stage = "Production" });
        await Mlflow.DoAsync("registered-models/alias", new { name = "churn", alias = "champion", version = "1" });

        Assert.Equal("Production", promoted.GetProperty("model_version").GetProperty("current_stage").GetString());
        Assert.Equal((1, 2, 1), (await Gate.CountAsync("model.promoted"), await Gate.CountAsync("model.approval_refused"), await Gate.CountAsync("model.promotion_refused")));
    }

    [Fact]
    public async Task The_decision_is_kept_with_the_rules_the_evaluator_and_the_grants_of_that_moment()
    {
        await Gate.RulesAsync(GateSteps.TwoApprovals);
        await Gate.RegisterAsync("churn");
        await Gate.ApproveBothAsync("churn", 1);
        await Gate.PromoteAsync("churn", 1);

        var body = JsonElement.Parse((await Gate.EntriesAsync("model.promoted")).Single().Body);

        Assert.Equal(64, body.GetProperty("rules_digest").GetString()!.Length);
        Assert.StartsWith("assay-gate/", body.GetProperty("evaluator").GetString(), StringComparison.Ordinal);
        Assert.Equal($"user/{Product.Actor!.UserId:n}", body.GetProperty("grants").GetProperty("BypassGate").GetProperty("holders")[0].GetString());
        Assert.Equal(2, body.GetProperty("approvers").GetArrayLength());
        Assert.Equal("Pass", body.GetProperty("rules").GetProperty("two-approvals").GetString());
    }

    [Fact]
    public async Task The_database_itself_refuses_an_authors_approval_and_one_person_twice_and_a_changed_version()
    {
        await Gate.RegisterAsync("churn");
        var (organization, author, other) = (Product.Actor!.Organization.Value, Product.Actor.UserId, Guid.CreateVersion7(Product.Clock.GetUtcNow()));
        await using var look = await Product.OpenAsync();
        var model = await look.Database.SqlQuery<Guid>($"select id as \"Value\" from registered_model where organization_id = {organization}").SingleAsync(Stop);

        async Task<string?> RunAsync(string sql)
        {
            await using var db = await Product.OpenAsync();
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

        var changed = await Http.PutAsJsonAsync("/api/models/churn/versions/1/provenance", new { artifactDigest = $"sha256:{new string('b', 64)}" }, Stop);

        Assert.Equal("version-is-immutable", await GateSteps.ProblemAsync(changed));
        Assert.Equal(1, await Gate.CountAsync("model.change_refused"));
    }

    [Fact]
    public async Task Fifty_at_once_promote_once_and_leave_no_state_without_its_entry()
    {
        await Gate.RulesAsync(GateSteps.TwoApprovals);
        await Gate.RegisterAsync("churn");
        var people = Enumerable.Range(0, 20).Select(_ => Gate.NewPerson()).ToList();
        var services = Product.Services;
        var owner = Product.Actor!;

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

        await using var db = await Product.OpenAsync();
        var live = await db.Set<Deployment>().CountAsync(Stop);
        var approvals = await db.Set<VersionApproval>().CountAsync(Stop);
        Assert.Equal((1, 1), (live, await Gate.CountAsync("model.promoted")));
        Assert.Equal((2, 2), (approvals, await Gate.CountAsync("model.approved")));
    }

    [Fact]
    public async Task No_step_of_a_versions_life_is_skipped()
    {
        await Gate.RegisterAsync("churn");

        Assert.Equal("step-skipped", await GateSteps.ProblemAsync(await Gate.MoveAsync("Staging")));
        Assert.Equal(HttpStatusCode.OK, (await Gate.MoveAsync("Validation")).StatusCode);
        Assert.Equal("step-entry", await GateSteps.ProblemAsync(await Gate.MoveAsync("Staging")));
        await Gate.FactAsync("churn", 1, "evaluation", new { metrics = new { accuracy = 0.93 } });
        await Gate.FactAsync("churn", 1, "fairness", new { metrics = new { demographic_parity_difference = 0.02 } });
        await Gate.FactAsync("churn", 1, "tests", new { passed = true, total = 3 });
        Assert.Equal(HttpStatusCode.OK, (await Gate.MoveAsync("Staging")).StatusCode);
        Assert.Equal("step-is-the-gates", await GateSteps.ProblemAsync(await Gate.MoveAsync("Production")));
    }

    [Fact]
    public async Task The_list_of_a_period_is_what_sql_finds_in_the_ledger()
    {
        await Gate.PromotedTwiceAsync();
        await Gate.RegisterAsync("fraud");
        await Gate.PromoteAsync("fraud", 1);

        var listed = await Http.GetFromJsonAsync<JsonElement>("/api/gate/releases?from=2026-01-01&to=2027-12-31", Stop);
        await using var db = await Product.OpenAsync();
        var organization = Product.Actor!.Organization.Value;
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
        await Product.EnterNewOrganizationAsync();

        Assert.Equal(HttpStatusCode.NotFound, (await Http.GetAsync("/api/models/churn/versions/1/gate", Stop)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await Gate.PromoteAsync("churn", 1)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await Gate.ApproveAsync("churn", 1, "SignOff")).StatusCode);
    }
}
