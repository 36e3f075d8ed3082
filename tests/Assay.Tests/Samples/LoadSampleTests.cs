using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Assay.Catalog;
using Assay.Catalog.Content;
using Assay.Catalog.Gaps;
using Assay.Catalog.Interview;
using Assay.Database;
using Assay.Identity;
using Assay.Interview;
using Assay.Ledger;
using Assay.Samples;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Assay.Tests.Samples;

/// <summary>What <c>assay demo</c> does before it answers.</summary>
public sealed class LoadSampleTests(TestCluster cluster) : IAsyncLifetime
{
    private readonly FreshProduct _product = new(cluster);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => _product.InitializeAsync();

    public ValueTask DisposeAsync() => _product.DisposeAsync();

    [Fact]
    public async Task The_sample_is_there_whole_with_the_faults_that_an_access_review_should_find()
    {
        await LoadAsync();
        await EnterAsync();
        var http = _product.Browser();

        var gaps = await http.GetFromJsonAsync<JsonElement>("/api/gaps", Stop);
        var people = await http.GetFromJsonAsync<JsonElement>("/api/people", Stop);
        var findings = await http.GetFromJsonAsync<JsonElement>("/api/access/findings", Stop);

        Assert.Equal(61, gaps.GetProperty("criteria").GetArrayLength());
        Assert.Equal(Sheet("lumen").Answers.Select(a => (a.Key, a.Value.Text)), await AnswersAsync());
        Assert.True(people.GetProperty("rows").GetArrayLength() > 10);
        Assert.Contains("LeaverWithLiveAccount", findings.EnumerateArray().Select(f => f.GetProperty("kind").GetString()));
    }

    [Theory]
    [InlineData("cardia")]
    [InlineData("ledgerline")]
    [InlineData("lumen")]
    [InlineData("replybird")]
    public async Task Each_sample_can_be_asked_for_and_judged_as_its_file_is(string name)
    {
        await LoadAsync(name);
        await EnterAsync();

        var gaps = await _product.Browser().GetFromJsonAsync<JsonElement>("/api/gaps", Stop);
        var selected = gaps.GetProperty("scope").GetProperty("categories").EnumerateArray()
            .Where(c => c.GetProperty("selected").GetBoolean()).Select(c => c.GetProperty("category").GetString());
        var catalog = CatalogLibrary.Shipped;
        var expected = GapAnalysis.Run(catalog, Sheet(name)).Scope.Selected.Select(c => c.Word());

        Assert.Equal(expected.Order(), selected.Order());
        Assert.Equal(Sheet(name).Answers.Select(a => (a.Key, a.Value.Text)), await AnswersAsync());
    }

    [Fact]
    public async Task A_second_start_adds_nothing_and_keeps_what_somebody_changed()
    {
        await LoadAsync();
        await EnterAsync();
        await _product.Browser().PutAsJsonAsync("/api/interview/answers/headcount", new { answer = "21", version = 1 }, Stop);
        var before = await EntriesAsync();

        await LoadAsync();

        Assert.Equal(before, await EntriesAsync());
        Assert.Contains(("headcount", "21"), await AnswersAsync());
    }

    [Fact]
    public async Task A_start_that_was_killed_halfway_is_finished_by_the_next()
    {
        using var kill = new CancellationTokenSource();
        var load = LoadAsync(stop: kill.Token);
        while (!load.IsCompleted && await CountAsync() < 20) await Task.Yield();
        await kill.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => load);

        await LoadAsync();
        await EnterAsync();

        Assert.Equal(Sheet("lumen").Answers.Select(a => (a.Key, a.Value.Text)), await AnswersAsync());
        Assert.Single(await EntriesAsync(), e => e == "sample.loaded");
        Assert.Equal(Sheet("lumen").Answers.Count, (await EntriesAsync()).Count(e => e == "interview.answered"));
    }

    [Fact]
    public async Task A_sample_does_not_grow_old_its_days_are_counted_from_today()
    {
        _product.Clock.Advance(TimeSpan.FromDays(365));
        await LoadAsync();
        await EnterAsync();

        Assert.Contains(("report_wanted_by", "2027-12-15"), await AnswersAsync());
        Assert.Contains(("restore_test", "operating@2025-10-05"), await AnswersAsync());
    }

    [Fact]
    public async Task A_sample_that_is_not_there_is_refused_with_those_that_are()
    {
        var refused = await Assert.ThrowsAsync<StartRefusedException>(() => LoadAsync("nobody"));

        Assert.Equal("There is no sample company 'nobody'. There are: cardia, ledgerline, lumen, replybird.", refused.Message);
    }

    [Fact]
    public async Task One_sample_is_not_loaded_over_another_nor_beside_a_real_company()
    {
        await LoadAsync();
        var other = await Assert.ThrowsAsync<StartRefusedException>(() => LoadAsync("cardia"));

        await _product.NewOrganizationAsync("Real Ltd", "real@example.com");
        var real = await Assert.ThrowsAsync<StartRefusedException>(() => LoadAsync());

        Assert.Contains("holds the sample company 'Lumen Notes'", other.Message, StringComparison.Ordinal);
        Assert.Contains("holds a real company", real.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_printed_password_opens_the_door_and_pages_say_that_the_company_is_made_up()
    {
        var (email, password) = await LoadAsync();
        var http = _product.Browser();

        var answer = await http.SubmitAsync("/sign-in", "sign-in", ("Form.Email", email), ("Form.Password", password));
        var page = await http.GetStringAsync("/plan", Stop);

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Contains("Lumen Notes", page, StringComparison.Ordinal);
        Assert.Contains("ample data", page, StringComparison.Ordinal);
    }

    private async Task<(string Email, string Password)> LoadAsync(string? name = null, CancellationToken? stop = null)
    {
        _product.Browser().Dispose();        // the product runs from its first client on
        _product.Services.GetRequiredService<IOptions<SampleOptions>>().Value.Name = name;
        await using var scope = _product.Services.CreateAsyncScope();
        var (email, password, _) = await scope.ServiceProvider.GetRequiredService<LoadSample>().RunAsync(stop ?? Stop);
        return (email, password);
    }

    private static AnswerSheet Sheet(string name) =>
        AnswersFile.Read(CatalogLibrary.Shipped, Path.Join(AppContext.BaseDirectory, "samples", $"{name}.yaml")).Sheet!;

    private async Task EnterAsync()
    {
        await using var scope = _product.Services.CreateAsyncScope();
        var member = await scope.ServiceProvider.GetRequiredService<IdentityDb>().Memberships.FirstAsync(Stop);
        _product.Actor = new(new(member.OrganizationId), member.UserId, "Sample owner");
    }

    private async Task<List<(string, string)>> AnswersAsync()
    {
        await using var db = await _product.OpenAsync();
        var rows = await db.Set<InterviewAnswer>().Select(a => new { a.QuestionId, a.Answer }).ToListAsync(Stop);
        return [.. rows.Select(r => (r.QuestionId, r.Answer)).OrderBy(r => r.QuestionId, StringComparer.Ordinal)];
    }

    private async Task<List<string>> EntriesAsync()
    {
        await using var db = await _product.OpenAsync();
        return await db.Set<LedgerEntry>().OrderBy(e => e.EntryId).Select(e => e.Kind).ToListAsync(Stop);
    }

    private async Task<int> CountAsync()
    {
        await using var scope = _product.Services.CreateAsyncScope();
        if (!await scope.ServiceProvider.GetRequiredService<IdentityDb>().Memberships.AnyAsync(Stop)) return 0;

        await EnterAsync();
        return (await AnswersAsync()).Count;
    }
}
