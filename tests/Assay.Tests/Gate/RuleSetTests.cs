using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Assay.Roles;

namespace Assay.Tests.Gate;

public sealed class RuleSetTests(Product product) : InNewOrganization(product)
{
    private GateSteps Gate => field ??= new(Product, Http);

    [Fact]
    public async Task Rules_count_only_once_somebody_else_has_approved_them()
    {
        await Gate.RegisterAsync("churn");
        await Http.PostAsJsonAsync("/api/gate/rule-sets", new { rules = GateSteps.TwoApprovals, note = "Fewer." }, Stop);

        var own = await Http.PostAsync("/api/gate/rule-sets/*/1/approval", null, Stop);

        Assert.Equal("proposer-may-not-approve", await GateSteps.ProblemAsync(own));
        Assert.True((await Gate.JudgeAsync("churn", 1)).GetProperty("rules").GetArrayLength() > 10);
        Assert.Equal(1, await Gate.CountAsync("gate.rules_refused"));
    }

    [Theory]
    [InlineData("""{"rules":[]}""")]
    [InlineData("""{"rules":[{"rule":"no-such-rule"}]}""")]
    [InlineData("""{"rules":[{"rule":"two-approvals"},{"rule":"two-approvals"}]}""")]
    [InlineData("[]")]
    public async Task Rules_that_cannot_be_judged_by_are_not_proposed(string rules)
    {
        var proposed = await Http.PostAsJsonAsync("/api/gate/rule-sets", new { rules = JsonElement.Parse(rules), note = "Wrong." }, Stop);

        Assert.Equal(HttpStatusCode.BadRequest, proposed.StatusCode);
    }

    [Fact]
    public async Task A_model_may_have_rules_of_its_own()
    {
        await Gate.RegisterAsync("churn");
        await Gate.RegisterAsync("fraud");
        await Gate.RulesAsync(GateSteps.TwoApprovals, "churn");

        Assert.Equal(1, (await Gate.JudgeAsync("churn", 1)).GetProperty("rules").GetArrayLength());
        Assert.True((await Gate.JudgeAsync("fraud", 1)).GetProperty("rules").GetArrayLength() > 10);
    }
}
