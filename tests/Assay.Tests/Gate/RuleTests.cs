using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Assay.Tests.Gate;

/// <summary>Each rule, by what people and CI jobs record about a version.</summary>
public sealed class RuleTests(Product product) : InNewOrganization(product)
{
    private GateSteps Gate => field ??= new(Product, Http);

    [Theory]
    [InlineData("evaluation-threshold", """{"min":{"accuracy":0.9}}""", "evaluation", """{"metrics":{"accuracy":0.91}}""", "Pass")]
    [InlineData("evaluation-threshold", """{"min":{"accuracy":0.9}}""", "evaluation", """{"metrics":{"accuracy":"0.89"}}""", "Fail")]
    [InlineData("evaluation-threshold", """{"min":{"accuracy":0.9}}""", "evaluation", """{"metrics":{"auc":0.99}}""", "Inconclusive")]
    [InlineData("evaluation-threshold", """{"max":{"loss":0.3}}""", "evaluation", """{"metrics":{"loss":0.31}}""", "Fail")]
    [InlineData("evaluation-threshold", "{}", "evaluation", """{"metrics":{"accuracy":1}}""", "Inconclusive")]
    [InlineData("fairness-within-limits", "{}", "fairness", """{"groups":[{"group":"a","count":500,"selection_rate":0.4},{"group":"b","count":400,"selection_rate":0.36}],"metrics":{"demographic_parity_difference":0.04,"demographic_parity_ratio":0.9}}""", "Pass")]
    [InlineData("fairness-within-limits", "{}", "fairness", """{"groups":[{"group":"a","count":500},{"group":"b","count":400}],"metrics":{"demographic_parity_difference":-0.2}}""", "Fail")]
    [InlineData("fairness-within-limits", "{}", "fairness", """{"groups":[{"group":"a","count":500},{"group":"b","count":12}],"metrics":{"demographic_parity_difference":0.01}}""", "Inconclusive")]
    [InlineData("fairness-within-limits", """{"min_ratio":0.95}""", "fairness", """{"groups":[{"group":"a","count":500},{"group":"b","count":400}],"metrics":{"disparate_impact":0.9}}""", "Fail")]
    [InlineData("tests-passed", "{}", "tests", """{"passed":true,"total":12}""", "Pass")]
    [InlineData("tests-passed", "{}", "tests", """{"passed":true,"total":0}""", "Inconclusive")]
    [InlineData("tests-passed", "{}", "tests", """{"passed":false,"total":12,"failed":1}""", "Fail")]
    [InlineData("data-quality", "{}", "data_quality", """{"passed":false,"dataset":"claims@3"}""", "Fail")]
    [InlineData("data-quality", "{}", "data_quality", """{"passed":true,"dataset":"claims@3"}""", "Pass")]
    [InlineData("baseline-present", "{}", "baseline", """{"sample":5000,"digest":"sha256:1"}""", "Pass")]
    [InlineData("baseline-present", "{}", "baseline", """{"sample":0}""", "Fail")]
    [InlineData("code-reviewed", "{}", "code_review", """{"commit":"4f1d0c2","author":"ada","reviewer":"grace"}""", "Pass")]
    [InlineData("code-reviewed", "{}", "code_review", """{"commit":"4f1d0c2","author":"ada","reviewer":"Ada"}""", "Fail")]
    [InlineData("code-reviewed", "{}", "code_review", """{"commit":"0000000","author":"ada","reviewer":"grace"}""", "Fail")]
    [InlineData("rollback-plan", "{}", "rollback_plan", """{"plan":"Set the alias back to version 1."}""", "Pass")]
    [InlineData("rollback-plan", "{}", "rollback_plan", """{"plan":""}""", "Fail")]
    public async Task A_rule_answers_by_what_is_on_record(string rule, string settings, string kind, string body, string answer)
    {
        var rules = JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(settings)!;
        rules["rule"] = JsonSerializer.SerializeToElement(rule);
        await Gate.RulesAsync(new { rules = new[] { rules } });
        await Gate.RegisterAsync("churn");

        Assert.NotEqual("Pass", await Gate.AnswerAsync("churn", 1, rule));
        await Gate.FactAsync("churn", 1, kind, JsonElement.Parse(body));

        Assert.Equal(answer, await Gate.AnswerAsync("churn", 1, rule));
    }

    [Theory]
    [InlineData("""{"commit":"4f1d0c2","tool":"scanner","findings":[]}""", "Pass")]
    [InlineData("""{"commit":"4f1d0c2","tool":"scanner","findings":[{"id":"S1","severity":"low"},{"id":"S2","severity":"high","state":"fixed"}]}""", "Pass")]
    [InlineData("""{"commit":"4f1d0c2","tool":"scanner","findings":[{"id":"S2","severity":"high","state":"open"}]}""", "Fail")]
    [InlineData("""{"commit":"4f1d0c2","tool":"scanner","findings":[{"id":"S3"}]}""", "Fail")]
    [InlineData("""{"commit":"0000000","tool":"scanner","findings":[]}""", "Fail")]
    public async Task A_reviewed_commit_with_an_open_high_finding_of_its_scan_does_not_pass(string scan, string answer)
    {
        await Gate.RulesAsync(new { rules = new[] { new { rule = "code-reviewed" } } });
        await Gate.RegisterAsync("churn");
        await Gate.FactAsync("churn", 1, "code_review", new { commit = "4f1d0c2", author = "ada", reviewer = "grace" });

        await Gate.FactAsync("churn", 1, "code_scan", JsonElement.Parse(scan));

        Assert.Equal(answer, await Gate.AnswerAsync("churn", 1, "code-reviewed"));
    }

    [Fact]
    public async Task A_dataset_version_counts_once_somebody_else_has_approved_it()
    {
        await Gate.RulesAsync(new { rules = new object[] { new { rule = "dataset-approved" }, new { rule = "licence-allowed" } } });
        await Gate.RegisterAsync("churn", datasets: ["claims@2026-03"]);
        Assert.Equal("Inconclusive", await Gate.AnswerAsync("churn", 1, "dataset-approved"));

        var added = await (await Http.PostAsJsonAsync("/api/datasets", new { name = "claims", owner_email = "ada@example.com", source = "customers", licence = "CC-BY-4.0", purpose = "training" }, Stop)).Content.ReadAsStringAsync(Stop);
        Assert.Contains("claims", added, StringComparison.Ordinal);
        var registered = await Http.PostAsJsonAsync("/api/datasets/versions", new { dataset = "claims", label = "2026-03", digest = new string('d', 64), bytes = 10, files = 1 }, Stop);
        Assert.Equal(HttpStatusCode.Created, registered.StatusCode);
        var view = await registered.Content.ReadFromJsonAsync<JsonElement>(Stop);
        Assert.Equal("Fail", await Gate.AnswerAsync("churn", 1, "dataset-approved"));

        var decided = await Gate.AsAsync(Gate.NewPerson(), () => Http.PostAsJsonAsync($"/api/datasets/{view.GetProperty("datasetId").GetGuid()}/versions/1/decision", new { approve = true }, Stop));
        Assert.True(decided.IsSuccessStatusCode, await decided.Content.ReadAsStringAsync(Stop));

        Assert.Equal("Pass", await Gate.AnswerAsync("churn", 1, "dataset-approved"));
        Assert.Equal("Pass", await Gate.AnswerAsync("churn", 1, "licence-allowed"));
        await Gate.RegisterAsync("churn", datasets: ["claims@2026-03"], licence: "CC-BY-NC-4.0");
        Assert.Equal("Fail", await Gate.AnswerAsync("churn", 2, "licence-allowed"));
    }

    [Fact]
    public async Task A_version_that_is_worse_than_what_runs_is_stopped_by_its_margin()
    {
        await Gate.RulesAsync(new { rules = new object[] { new { rule = "no-worse-than-production", margin = 0.01 } } });
        foreach (var (version, accuracy, loss) in new[] { (1, 0.90, 0.30), (2, 0.895, 0.305), (3, 0.92, 0.35) })
        {
            await Gate.RegisterAsync("churn");
            await Gate.FactAsync("churn", version, "evaluation", new { metrics = new { accuracy, loss } });
            if (version == 1) Assert.Equal(HttpStatusCode.NoContent, (await Http.PostAsJsonAsync("/api/models/churn/versions/1/promotion", new { because = "" }, Stop)).StatusCode);
        }

        Assert.Equal("Pass", await Gate.AnswerAsync("churn", 2, "no-worse-than-production"));
        Assert.Equal("Fail", await Gate.AnswerAsync("churn", 3, "no-worse-than-production"));
    }

    [Fact]
    public async Task A_model_that_decides_over_people_needs_a_whole_card()
    {
        await Gate.RulesAsync(new { rules = new object[] { new { rule = "card-complete" } } });
        await Gate.RegisterAsync("hiring");
        Assert.Equal("Pass", await Gate.AnswerAsync("hiring", 1, "card-complete"));

        await Http.PutAsJsonAsync("/api/models/hiring/assignment", new { owner = "People", consequential = true }, Stop);
        Assert.Equal("Fail", await Gate.AnswerAsync("hiring", 1, "card-complete"));

        const string card = "---\nlicense: apache-2.0\n---\n\n# Hiring\n\n## Intended use\nRanks.\n\n## Inputs and outputs\nText in, rank out.\n\n## Limitations\nNot for other countries.\n\n## Training data\nclaims@3\n\n## Evaluation\nAUC 0.9\n";
        var written = await Http.PutAsync("/api/models/hiring/card", new StringContent(card, System.Text.Encoding.UTF8, "text/markdown"), Stop);
        Assert.True(written.IsSuccessStatusCode, await written.Content.ReadAsStringAsync(Stop));

        Assert.Equal("Pass", await Gate.AnswerAsync("hiring", 1, "card-complete"));
        await Gate.FactAsync("hiring", 1, "evaluation", new { dataset = "holdout", metrics = new { auc = 0.9 } });
        var sheet = await Http.GetStringAsync("/api/models/hiring/versions/1/card", Stop);
        Assert.StartsWith("---\nlicense: apache-2.0\n", sheet, StringComparison.Ordinal);
        Assert.Contains("model_name: hiring", sheet, StringComparison.Ordinal);
        Assert.Contains("claims@3", sheet, StringComparison.Ordinal);
        Assert.Contains("type: auc", sheet, StringComparison.Ordinal);
        Assert.EndsWith("## Evaluation\nAUC 0.9\n", sheet, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("evaluation", "[]")]
    [InlineData("rumour", "{}")]
    public async Task What_is_no_fact_is_not_recorded(string kind, string body)
    {
        await Gate.RegisterAsync("churn");

        var refused = await Http.PostAsJsonAsync("/api/models/churn/versions/1/facts", new { kind, body = JsonElement.Parse(body) }, Stop);

        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
    }

    [Fact]
    public async Task A_check_by_a_ci_job_is_kept()
    {
        await Gate.RegisterAsync("churn");

        var asked = await Http.PostAsync("/api/models/churn/versions/1/gate-checks", null, Stop);

        Assert.False((await asked.Content.ReadFromJsonAsync<JsonElement>(Stop)).GetProperty("passed").GetBoolean());
        await using var db = await Product.OpenAsync();
        Assert.Contains(db.Set<Assay.Ledger.LedgerEntry>().AsEnumerable(), e => e.Kind == "model.gate_checked");
    }
}
