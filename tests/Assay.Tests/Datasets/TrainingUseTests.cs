using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Assay.Roles;
using Assay.Tests.Gate;

namespace Assay.Tests.Datasets;

/// <summary>Nobody learns from data that was not approved, whose origin is not known, or whose licence forbids it.</summary>
public sealed class TrainingUseTests(Product product) : InNewOrganization(product)
{
    private static readonly string _digest = new('d', 64);

    private GateSteps Gate => field ??= new(Product, Http);

    [Fact]
    public async Task A_licence_that_forbids_training_fails_the_gates_licence_rule_however_allowed_its_name_is()
    {
        await Gate.RulesAsync(new { rules = new[] { new { rule = "licence-allowed" } } });
        await AddAsync("own", "Allowed");
        await Gate.RegisterAsync("churn");
        Assert.Equal("Pass", await Gate.AnswerAsync("churn", 1, "licence-allowed"));

        await EditAsync(await IdAsync(), ("training_use", "Forbidden"));

        Assert.Equal("Fail", await Gate.AnswerAsync("churn", 1, "licence-allowed"));
        var reason = (await Gate.JudgeAsync("churn", 1)).GetProperty("rules")[0].GetProperty("reason").GetString();
        Assert.Contains("claims@3 (own, which forbids training)", reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("own", "Allowed", false, "dataset-not-approved")]
    [InlineData("", "Allowed", false, "source-or-licence-missing")]
    [InlineData("own", "Forbidden", false, "licence-forbids")]
    [InlineData("own", "Allowed", true, "")]
    public async Task A_training_run_begins_only_on_approved_data_and_a_refusal_is_logged_with_its_reason(string licence, string use, bool approve, string rule)
    {
        var id = await AddAsync(licence, use);
        if (approve)
        {
            var decided = await Gate.AsAsync(Gate.NewPerson(), () => Http.PostAsJsonAsync($"/api/datasets/{id}/versions/1/decision", new { approve = true }, Stop));
            Assert.Equal(HttpStatusCode.OK, decided.StatusCode);
        }

        var answer = await Http.PostAsJsonAsync("/api/datasets/training-runs", new { name = "nightly", codeCommit = "4f1d0c2", datasets = new[] { "claims@3" } }, Stop);

        Assert.Equal(rule.Length == 0 ? HttpStatusCode.Created : HttpStatusCode.Conflict, answer.StatusCode);
        if (rule.Length > 0) Assert.Equal(rule, await GateSteps.ProblemAsync(answer));
        Assert.Equal(1, await Gate.CountAsync(rule.Length == 0 ? "training_run.begun" : "training_run.refused"));
        Assert.Equal(0, await Gate.CountAsync(rule.Length > 0 ? "training_run.begun" : "training_run.refused"));
    }

    [Fact]
    public async Task A_run_on_unknown_data_a_role_that_may_not_and_another_tenant_are_refused()
    {
        await AddAsync("own", "Allowed");
        Assert.Equal("dataset-unknown", await GateSteps.ProblemAsync(await RunAsync("other@1")));
        Assert.Equal(HttpStatusCode.BadRequest, (await Http.PostAsJsonAsync("/api/datasets/training-runs", new { name = "x", datasets = Array.Empty<string>() }, Stop)).StatusCode);
        Product.Roles = [Role.Executive];
        Assert.Equal(HttpStatusCode.Forbidden, (await RunAsync("claims@3")).StatusCode);
        Product.Roles = [Role.Owner];
        await Product.EnterNewOrganizationAsync();
        Assert.Equal("dataset-unknown", await GateSteps.ProblemAsync(await RunAsync("claims@3")));
    }

    [Fact]
    public async Task Another_class_asks_for_other_controls_and_confidential_data_in_a_development_store_is_flagged()
    {
        var id = await AddAsync("own", "Allowed");
        await EditAsync(id, ("classification", "Internal"), ("location", "s3://prod-data/claims"));
        var calm = await Http.GetStringAsync($"/datasets/{id}/versions", Stop);
        await EditAsync(id, ("classification", "Confidential"), ("location", "s3://acme-dev/claims"));
        var breached = await Http.GetStringAsync($"/datasets/{id}/versions", Stop);

        Assert.DoesNotContain("href=\"/controls/CS-01\"", calm, StringComparison.Ordinal);
        Assert.DoesNotContain("Breach:", calm, StringComparison.Ordinal);
        Assert.Contains("href=\"/controls/CS-01\"", breached, StringComparison.Ordinal);
        Assert.Contains("Breach:", breached, StringComparison.Ordinal);
        Assert.Contains("claims", await Http.GetStringAsync("/datasets?show=mishandled", Stop), StringComparison.Ordinal);

        await EditAsync(id, ("classification", "Confidential"), ("location", "s3://prod-data/claims"));
        Assert.DoesNotContain("Breach:", await Http.GetStringAsync($"/datasets/{id}/versions", Stop), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_croissant_file_is_taken_by_the_page_and_what_is_none_is_refused_there()
    {
        var token = Forms.TokenIn(await Http.GetStringAsync("/datasets/croissant", Stop));
        var titanic = await File.ReadAllBytesAsync(Path.Join(Vectors.Folder("croissant"), "titanic/metadata.json"), Stop);

        var refused = await UploadAsync(token, Encoding.UTF8.GetBytes("{}"));
        var foreign = await UploadAsync("forged", titanic);
        var added = await UploadAsync(token, titanic);
        var again = await UploadAsync(token, titanic);

        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.BadRequest, HttpStatusCode.Redirect, HttpStatusCode.BadRequest), (refused.StatusCode, foreign.StatusCode, added.StatusCode, again.StatusCode));
        Assert.Contains("itanic", await Http.GetStringAsync(added.Headers.Location, Stop), StringComparison.Ordinal);
        Assert.Contains("in the inventory already", WebUtility.HtmlDecode(await again.Content.ReadAsStringAsync(Stop)), StringComparison.Ordinal);
        Product.Roles = [Role.Executive];
        Assert.Equal(HttpStatusCode.Forbidden, (await Http.GetAsync("/datasets/croissant", Stop)).StatusCode);
    }

    private async Task<Guid> AddAsync(string licence, string use)
    {
        var added = await Http.SubmitAsync("/datasets/new", "", ("name", "claims"), ("source", "Ours"), ("licence", licence), ("training_use", use));
        Assert.Equal(HttpStatusCode.Redirect, added.StatusCode);
        var registered = await Http.PostAsJsonAsync("/api/datasets/versions", new { dataset = "claims", label = "3", digest = _digest, bytes = 10, files = 1 }, Stop);
        Assert.True(registered.IsSuccessStatusCode, await registered.Content.ReadAsStringAsync(Stop));
        return await IdAsync();
    }

    private async Task EditAsync(Guid id, params (string Name, string Value)[] changed)
    {
        var page = await Http.GetStringAsync($"/datasets/{id}/edit", Stop);
        var version = Regex.Match(page, "name=\"version\" value=\"(?<number>[0-9]+)\"", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)).Groups["number"].Value;
        var saved = await Http.SubmitAsync($"/datasets/{id}/edit", "", [("name", "claims"), ("source", "Ours"), ("licence", "own"), ("version", version), .. changed]);
        Assert.True(saved.StatusCode is HttpStatusCode.Redirect, await saved.Content.ReadAsStringAsync(Stop));
    }

    private async Task<Guid> IdAsync() => (await Http.GetFromJsonAsync<JsonElement>("/api/datasets", Stop)).GetProperty("rows")[0].GetProperty("id").GetGuid();

    private Task<HttpResponseMessage> RunAsync(string dataset) => Http.PostAsJsonAsync("/api/datasets/training-runs", new { name = "nightly", datasets = new[] { dataset } }, Stop);

    private async Task<HttpResponseMessage> UploadAsync(string token, byte[] content)
    {
        using var form = new MultipartFormDataContent();
        form.Add(new StringContent(token), "__RequestVerificationToken");
        form.Add(new ByteArrayContent(content) { Headers = { ContentType = new MediaTypeHeaderValue("application/octet-stream") } }, "file", "metadata.json");
        return await Http.PostAsync("/datasets/croissant/upload", form, Stop);
    }
}
