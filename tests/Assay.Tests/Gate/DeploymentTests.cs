using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Assay.Gate;
using Assay.Roles;
using Assay.Tests.Mlflow;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Assay.Tests.Gate;

public sealed class DeploymentTests(Product product) : InNewOrganization(product)
{
    private GateSteps Gate => field ??= new(Product, Http);

    private MlflowClient Mlflow => new(Http);

    [Fact]
    public async Task Going_back_is_one_action_and_its_entry_names_trigger_and_duration()
    {
        await Gate.PromotedTwiceAsync();

        var back = await Http.PostAsJsonAsync("/api/models/churn/rollback", new { trigger = "Accuracy fell." }, Stop);

        Assert.Equal(HttpStatusCode.OK, back.StatusCode);
        Assert.Equal("1", (await Mlflow.GetAsync("registered-models/alias", ("name", "churn"), ("alias", "champion"))).Body.GetProperty("model_version").GetProperty("version").GetString());
        var body = JsonElement.Parse((await Gate.EntriesAsync("model.rollback_done")).Single().Body);
        Assert.Equal("Accuracy fell.", await Gate.OpenAsync(body.GetProperty("trigger")));
        Assert.Equal((3600, 2, 1), (body.GetProperty("seconds_live").GetInt32(), body.GetProperty("from").GetInt32(), body.GetProperty("to").GetInt32()));
    }

    [Fact]
    public async Task Failed_tests_where_it_runs_bring_the_version_before_back()
    {
        await Gate.PromotedTwiceAsync();

        var kept = await Http.PostAsJsonAsync("/api/models/churn/versions/2/post-tests", new { passed = false, total = 9, failed = 2 }, Stop);

        Assert.Equal(HttpStatusCode.OK, kept.StatusCode);
        Assert.Equal("Production", (await Mlflow.GetAsync("model-versions/get", ("name", "churn"), ("version", "1"))).Body.GetProperty("model_version").GetProperty("current_stage").GetString());
        Assert.Equal("Archived", (await Mlflow.GetAsync("model-versions/get", ("name", "churn"), ("version", "2"))).Body.GetProperty("model_version").GetProperty("current_stage").GetString());
    }

    [Fact]
    public async Task An_emergency_is_told_at_once_and_becomes_a_deviation_where_nobody_reviews_it_in_time()
    {
        await Gate.RegisterAsync("churn");

        var done = await Http.PostAsJsonAsync("/api/models/churn/versions/1/emergency", new { because = "The version before leaks names." }, Stop);
        Assert.Equal(HttpStatusCode.OK, done.StatusCode);
        var id = await Gate.DeploymentAsync();
        Assert.Equal("starter-may-not-review", await GateSteps.ProblemAsync(await Http.PostAsJsonAsync($"/api/gate/emergencies/{id}/review", new { finding = "Fine." }, Stop)));

        Product.Clock.Advance(TimeSpan.FromHours(49));
        await using var scope = Product.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<OverdueWatch>().RunOnceAsync(Stop);
        await scope.ServiceProvider.GetRequiredService<OverdueWatch>().RunOnceAsync(Stop);
        var reviewed = await Gate.AsAsync(Gate.NewPerson(), () => Http.PostAsJsonAsync($"/api/gate/emergencies/{id}/review", new { finding = "It could not wait." }, Stop));

        Assert.Equal(HttpStatusCode.NoContent, reviewed.StatusCode);
        Assert.Equal((1, 1), (await Gate.CountAsync("model.emergency_promoted"), await Gate.CountAsync("model.deployment_deviated")));
        Assert.True(JsonElement.Parse((await Gate.EntriesAsync("model.emergency_reviewed")).Single().Body).GetProperty("late").GetBoolean());
    }

    [Fact]
    public async Task A_program_or_a_contributor_does_not_go_past_the_gate()
    {
        await Gate.RegisterAsync("churn");
        Product.Roles = [Role.Contributor];

        var done = await Http.PostAsJsonAsync("/api/models/churn/versions/1/emergency", new { because = "It really cannot wait." }, Stop);

        Assert.Equal(HttpStatusCode.Forbidden, done.StatusCode);
        Assert.Equal(0, await Gate.CountAsync("model.emergency_promoted"));
    }

    [Fact]
    public async Task A_retired_version_never_runs_again_and_leaves_a_receipt_of_its_disposal()
    {
        await Gate.PromotedTwiceAsync();
        var how = new { successor = "version 2", notice = "Mail of 2 March.", trafficEnded = "2026-03-02", disposal = "Deleted from s3://models." };

        Assert.Equal("version-runs", await GateSteps.ProblemAsync(await Http.PostAsJsonAsync("/api/models/churn/versions/2/retirement", how, Stop)));
        Assert.Equal(HttpStatusCode.NoContent, (await Http.PostAsJsonAsync("/api/models/churn/versions/1/retirement", how, Stop)).StatusCode);

        Assert.Equal("version-retired", await GateSteps.ProblemAsync(await Gate.PromoteAsync("churn", 1)));
        Assert.Equal("PERMISSION_DENIED", (await Mlflow.PostAsync("registered-models/alias", new { name = "churn", alias = "champion", version = "1" })).ErrorCode);
        Assert.Contains("sha256:aaaa", (await Gate.EntriesAsync("model.retired")).Single().Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_version_that_loses_its_last_name_for_production_runs_no_more()
    {
        await Gate.PromotedTwiceAsync();

        await Mlflow.DoAsync("model-versions/transition-stage", new { name = "churn", version = "2", stage = "Archived" });
        await using (var db = await Product.OpenAsync()) Assert.True(await db.Set<Deployment>().AnyAsync(d => d.Number == 2 && d.EndedAt == null, Stop));
        await Mlflow.DeleteAsync("registered-models/alias", new { name = "churn", alias = "champion" });

        await using var after = await Product.OpenAsync();
        Assert.False(await after.Set<Deployment>().AnyAsync(d => d.EndedAt == null, Stop));
    }
}
