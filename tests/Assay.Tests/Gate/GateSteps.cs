using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Assay.Database;
using Assay.Gate;
using Assay.Ledger;
using Assay.Tests.Mlflow;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Assay.Tests.Gate;

/// <summary>What people do around the gate, through the API.</summary>
internal sealed class GateSteps(Product product, HttpClient http)
{
    public static object TwoApprovals { get; } = new { rules = new[] { new { rule = "two-approvals" } } };

    private int _people;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>Another member, as whom the next requests are made.</summary>
    public Actor NewPerson(string name = "Grace") => product.Actor! with { UserId = Guid.CreateVersion7(product.Clock.GetUtcNow().AddTicks(++_people)), Name = name };

    public async Task<T> AsAsync<T>(Actor actor, Func<Task<T>> step)
    {
        var before = product.Actor;
        product.Actor = actor;
        try
        {
            return await step();
        }
        finally
        {
            product.Actor = before;
        }
    }

    /// <summary>Rules of which one person proposes and another approves.</summary>
    public async Task RulesAsync(object rules, string? model = null)
    {
        var proposed = await http.PostAsJsonAsync("/api/gate/rule-sets", new { model, rules, note = "For this test." }, Stop);
        Assert.Equal(HttpStatusCode.OK, proposed.StatusCode);
        var proposal = await proposed.Content.ReadFromJsonAsync<JsonElement>(Stop);

        var approved = await AsAsync(NewPerson(), () => http.PostAsync($"/api/gate/rule-sets/{proposal.GetProperty("scope").GetString()}/{proposal.GetProperty("revision").GetInt32()}/approval", null, Stop));
        Assert.Equal(HttpStatusCode.NoContent, approved.StatusCode);
    }

    public Task<HttpResponseMessage> ApproveAsync(string model, int version, string kind, Actor? actor = null) =>
        AsAsync(actor ?? NewPerson(), () => http.PostAsJsonAsync($"/api/models/{model}/versions/{version}/approvals", new { kind, note = "Looked at it." }, Stop));

    public async Task ApproveBothAsync(string model, int version)
    {
        Assert.Equal(HttpStatusCode.NoContent, (await ApproveAsync(model, version, "PeerReview")).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await ApproveAsync(model, version, "SignOff")).StatusCode);
    }

    public async Task<JsonElement> JudgeAsync(string model, int version) => await http.GetFromJsonAsync<JsonElement>($"/api/models/{model}/versions/{version}/gate", Stop);

    public async Task<string> AnswerAsync(string model, int version, string rule) =>
        (await JudgeAsync(model, version)).GetProperty("rules").EnumerateArray().Single(r => r.GetProperty("rule").GetString() == rule).GetProperty("answer").GetString()!;

    public async Task FactAsync(string model, int version, string kind, object body)
    {
        var kept = await http.PostAsJsonAsync($"/api/models/{model}/versions/{version}/facts", new { kind, body }, Stop);
        Assert.True(kept.StatusCode is HttpStatusCode.Created, await kept.Content.ReadAsStringAsync(Stop));
    }

    public async Task<int> RegisterAsync(string model, string? digest = null, object? parameters = null, string commit = "4f1d0c2", string[]? datasets = null, string licence = "Apache-2.0", string baseModel = "")
    {
        await http.PostAsJsonAsync("/api/models", new { name = model, owner = "Risk" }, Stop);
        var registered = await http.PostAsJsonAsync($"/api/models/{model}/versions", new
        {
            source = $"s3://models/{model}",
            provenance = new { artifactDigest = digest ?? $"sha256:{new string('a', 64)}", codeCommit = commit, datasets = datasets ?? ["claims@3"], parameters, seed = "42", environment = "python 3.12", licence, baseModel },
        }, Stop);
        Assert.True(registered.StatusCode is HttpStatusCode.Created, await registered.Content.ReadAsStringAsync(Stop));
        return (await registered.Content.ReadFromJsonAsync<JsonElement>(Stop)).GetProperty("version").GetInt32();
    }

    /// <summary>Two versions of a model, each an hour after the other in production, the second with the alias.</summary>
    public async Task PromotedTwiceAsync()
    {
        await RulesAsync(TwoApprovals);
        foreach (var version in new[] { 1, 2 })
        {
            await RegisterAsync("churn");
            await ApproveBothAsync("churn", version);
            product.Clock.Advance(TimeSpan.FromHours(1));
            Assert.Equal(HttpStatusCode.NoContent, (await PromoteAsync("churn", version)).StatusCode);
            await new MlflowClient(http).DoAsync("registered-models/alias", new { name = "churn", alias = "champion", version = $"{version}" });
        }

        product.Clock.Advance(TimeSpan.FromHours(1));
    }

    public Task<HttpResponseMessage> PromoteAsync(string model, int version) => http.PostAsJsonAsync($"/api/models/{model}/versions/{version}/promotion", new { because = "Better." }, Stop);

    public Task<HttpResponseMessage> MoveAsync(string to) => http.PostAsJsonAsync("/api/models/churn/versions/1/moves", new { to }, Stop);

    public static async Task<string> ProblemAsync(HttpResponseMessage answer) =>
        (await answer.Content.ReadFromJsonAsync<JsonElement>(Stop)).GetProperty("type").GetString()!["/problems/".Length..];

    public async Task<Guid> DeploymentAsync()
    {
        await using var db = await product.OpenAsync();
        return await db.Set<Deployment>().Select(d => d.Id).SingleAsync(Stop);
    }

    public async Task<List<LedgerEntry>> EntriesAsync(string kind)
    {
        await using var db = await product.OpenAsync();
        return await db.Set<LedgerEntry>().Where(e => e.Kind == kind).ToListAsync(Stop);
    }

    public async Task<int> CountAsync(string kind) => (await EntriesAsync(kind)).Count;

    /// <summary>What an entry keeps sealed.</summary>
    public async Task<string?> OpenAsync(JsonElement words)
    {
        await using var db = await product.OpenAsync();
        return await product.Services.GetRequiredService<Sealing>().OpenAsync(db, new SealedText(words.GetProperty("under").GetString()!, words.GetProperty("sealed").GetString()!), Stop);
    }
}
