using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Assay.Database;
using Assay.Datasets;
using Assay.Roles;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Assay.Tests.Datasets;

public sealed class DatasetTests(Product product) : IClassFixture<Product>, IAsyncLifetime
{
    private static readonly string _digest = new('a', 64);
    private static readonly string _other = new('b', 64);

    private readonly HttpClient _http = product.Browser();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        product.Roles = [Role.Owner];
        await product.EnterNewOrganizationAsync();
    }

    public ValueTask DisposeAsync()
    {
        product.Roles = [Role.Owner];
        _http.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_dataset_that_a_program_names_first_stands_in_the_inventory_as_incomplete()
    {
        await RegisterAsync("tickets", "1", _digest);

        Assert.Contains("tickets", await _http.GetStringAsync("/datasets?show=incomplete", Stop), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_label_stands_for_one_digest_for_ever()
    {
        Assert.Equal(HttpStatusCode.Created, (await RegisterAsync("tickets", "1", _digest)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await RegisterAsync("tickets", "1", _digest)).StatusCode);

        var answer = await RegisterAsync("tickets", "1", _other);

        Assert.Equal((HttpStatusCode.Conflict, "/problems/digest-differs"), (answer.StatusCode, await TypeAsync(answer)));
        Assert.Equal(1, await CountAsync("dataset.version_registered"));
        Assert.Equal(1, await CountAsync("dataset.version_refused"));
    }

    [Fact]
    public async Task Who_registers_is_not_who_approves_and_the_database_says_so_too()
    {
        var dataset = await AddAsync("tickets");
        await RegisterAsync("tickets", "1", _digest);

        var answer = await DecideAsync(dataset, true);

        Assert.Equal((HttpStatusCode.Conflict, "/problems/registrant-may-not-approve"), (answer.StatusCode, await TypeAsync(answer)));
        Assert.Equal(1, await CountAsync("dataset.decision_refused"));

        await using var db = await product.OpenAsync();
        var version = await db.Set<DatasetVersion>().SingleAsync(Stop);
        db.Add(new DatasetDecision { VersionId = version.Id, RegisteredBy = version.RegisteredBy, DecidedBy = version.RegisteredBy, Decision = DatasetApproval.Approved, DecidedAt = product.Clock.GetUtcNow() });
        var refused = await Assert.ThrowsAsync<DbUpdateException>(() => db.CommitAsync(Stop));
        Assert.StartsWith("dataset_decision_second_person", ((PostgresException)refused.InnerException!).ConstraintName, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_person_approves_once_and_the_trail_shows_it()
    {
        var dataset = await AddAsync("tickets");
        await RegisterAsync("tickets", "1", _digest);
        AsSecondPerson();

        Assert.Equal(HttpStatusCode.OK, (await DecideAsync(dataset, true)).StatusCode);
        Assert.Equal("/problems/already-decided", await TypeAsync(await DecideAsync(dataset, true)));

        var page = await _http.GetStringAsync($"/datasets/{dataset}/versions", Stop);
        Assert.Contains("Approved", page, StringComparison.Ordinal);
        Assert.Contains("Dataset version approved", page, StringComparison.Ordinal);
        Assert.Equal(DatasetApproval.Approved, Assert.Single(await StandingsAsync()).Approval);
    }

    [Fact]
    public async Task A_program_never_approves()
    {
        var dataset = await AddAsync("tickets");
        await RegisterAsync("tickets", "1", _digest);

        await using var scope = product.Services.CreateAsyncScope();
        var robot = product.Actor! with { UserId = Guid.CreateVersion7(), IsService = true };
        var outcome = await scope.ServiceProvider.GetRequiredService<DecideVersion>().RunAsync(robot, dataset, 1, new() { Approve = true }, Stop);

        Assert.Equal("person-needed", Assert.IsType<DecideVersion.Outcome.Refused>(outcome).Rule);
    }

    [Theory]
    [InlineData("source", "", "/problems/source-or-licence-missing")]
    [InlineData("licence", "", "/problems/source-or-licence-missing")]
    [InlineData("training_use", "Forbidden", "/problems/licence-forbids")]
    public async Task Data_of_unknown_origin_or_under_a_licence_that_forbids_it_is_not_approved(string field, string value, string problem)
    {
        var dataset = await AddAsync("tickets", (field, value));
        await RegisterAsync("tickets", "1", _digest);
        AsSecondPerson();

        Assert.Equal(problem, await TypeAsync(await DecideAsync(dataset, true)));
    }

    [Fact]
    public async Task A_file_that_breaks_a_rule_is_kept_out_with_its_report()
    {
        var dataset = await AddAsync("tickets");
        var rules = """[{"kind":"number","column":"age"},{"kind":"nulls","column":"age","maximum":0.1},{"kind":"volume","minimum":10}]""";
        (await _http.PutAsJsonAsync($"/api/datasets/{dataset}/rules", new { rules, version = 0 }, Stop)).EnsureSuccessStatusCode();

        var kept = await RegisterAsync("tickets", "1", _digest, Profile(100, missing: 40, wrong: 3));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, kept.StatusCode);
        var page = await _http.GetStringAsync($"/datasets/{dataset}/versions", Stop);
        Assert.Contains("3 values of age are not numbers.", page, StringComparison.Ordinal);
        Assert.Empty(await StandingsAsync());

        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await RegisterAsync("tickets", "2", _digest)).StatusCode);       // no profile, so not judged, so not passed
        Assert.Equal(HttpStatusCode.Created, (await RegisterAsync("tickets", "3", _digest, Profile(100, missing: 2, wrong: 0))).StatusCode);
        Assert.Contains("Quality rules", await _http.GetStringAsync($"/datasets/{dataset}/versions/1", Stop), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Flagged_labels_are_listed_and_approved_only_with_a_reason()
    {
        var dataset = await AddAsync("tickets");
        await RegisterAsync("tickets", "1", _digest, screening: new { rows = 100, suspects = Enumerable.Range(0, 5).Select(i => new { row = i * 10, label = "spam", neighboursSay = "ham", disagreement = 0.9 }) });
        AsSecondPerson();

        Assert.Contains("5 of 100 labels are contradicted", await _http.GetStringAsync($"/datasets/{dataset}/versions/1", Stop), StringComparison.Ordinal);
        Assert.Equal("/problems/reason-missing", await TypeAsync(await DecideAsync(dataset, true)));
        Assert.Equal(HttpStatusCode.OK, (await DecideAsync(dataset, true, "All five were looked at by hand.")).StatusCode);
    }

    [Fact]
    public async Task Reads_changes_and_exports_are_in_the_trail()
    {
        var dataset = await AddAsync("tickets");

        foreach (var kind in new[] { "read", "changed", "exported" })
            Assert.Equal(HttpStatusCode.NoContent, (await _http.PostAsJsonAsync($"/api/datasets/{dataset}/access", new { kind, by = "user/7", rows = 12 }, Stop)).StatusCode);

        Assert.Equal(HttpStatusCode.BadRequest, (await _http.PostAsJsonAsync($"/api/datasets/{dataset}/access", new { kind = "ate" }, Stop)).StatusCode);
        Assert.Equal((1, 1, 1), (await CountAsync("dataset.data_read"), await CountAsync("dataset.data_changed"), await CountAsync("dataset.data_exported")));
    }

    [Theory]
    [InlineData(Role.Auditor, HttpStatusCode.OK, HttpStatusCode.Forbidden)]
    [InlineData(Role.Employee, HttpStatusCode.Forbidden, HttpStatusCode.Forbidden)]
    [InlineData(Role.Contributor, HttpStatusCode.OK, HttpStatusCode.Created)]
    public async Task Roles_decide_who_sees_and_who_registers(Role role, HttpStatusCode seeing, HttpStatusCode registering)
    {
        product.Roles = [role];

        Assert.Equal(seeing, (await _http.GetAsync("/api/datasets", Stop)).StatusCode);
        Assert.Equal(registering, (await RegisterAsync("tickets", "1", _digest)).StatusCode);
    }

    [Fact]
    public async Task Another_organisation_sees_none_of_it()
    {
        var dataset = await AddAsync("tickets");
        await RegisterAsync("tickets", "1", _digest);

        await product.EnterNewOrganizationAsync();

        Assert.Equal(HttpStatusCode.NotFound, (await _http.GetAsync($"/datasets/{dataset}/versions", Stop)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await DecideAsync(dataset, true)).StatusCode);
        Assert.Empty(await StandingsAsync());
    }

    [Theory]
    [InlineData("titanic", null)]
    [InlineData("audio_test", "the description names no licence")]
    [InlineData("credit-g", "no SHA-256 of")]
    [InlineData("dices-350", null)]
    [InlineData("simple-join", null)]
    public async Task A_croissant_description_becomes_a_dataset_whose_gaps_have_names(string name, string? gap)
    {
        var file = Repository.Folder($"../shared/vectors/croissant/{name}/metadata.json");
        if (!File.Exists(file)) Assert.Skip($"{file} is not here");

        var answer = await _http.PostAsync("/api/datasets/croissant", new StringContent(await File.ReadAllTextAsync(file, Stop), Encoding.UTF8, "application/json"), Stop);
        var view = await answer.Content.ReadFromJsonAsync<JsonElement>(Stop);
        var gaps = view.GetProperty("gaps").EnumerateArray().Select(g => g.GetString()!).ToList();

        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        if (gap is null) Assert.DoesNotContain(gaps, g => g.StartsWith("the description", StringComparison.Ordinal));
        else Assert.Contains(gaps, g => g.StartsWith(gap, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("{\"@type\":\"sc:Person\",\"name\":\"x\"}")]
    public async Task What_is_no_croissant_description_is_refused(string text) =>
        Assert.Equal(HttpStatusCode.BadRequest, (await _http.PostAsync("/api/datasets/croissant", new StringContent(text, Encoding.UTF8, "application/json"), Stop)).StatusCode);

    private static object Profile(long rows, long missing, long wrong) => new
    {
        rows,
        duplicateRows = 0,
        latestDay = (string?)null,
        columns = new[] { new { name = "age", kind = "number", count = rows - missing, missing, wrongType = wrong, outliers = 0, numbers = new { count = rows - missing, missing, mean = 40.5, standardDeviation = 3.5, minimum = 20.0, lowerQuartile = 30.0, median = 40.0, upperQuartile = 50.0, maximum = 60.0 } } },
    };

    private void AsSecondPerson() => product.Actor = product.Actor! with { UserId = Guid.CreateVersion7(), Name = "Grace" };

    private Task<HttpResponseMessage> RegisterAsync(string dataset, string label, string digest, object? profile = null, object? screening = null) =>
        _http.PostAsJsonAsync("/api/datasets/versions", new { dataset, label, digest, bytes = 1000, files = 1, profile, screening }, Stop);

    private Task<HttpResponseMessage> DecideAsync(Guid dataset, bool approve, string? reason = null) =>
        _http.PostAsJsonAsync($"/api/datasets/{dataset}/versions/1/decision", new { approve, reason }, Stop);

    private async Task<Guid> AddAsync(string name, params (string Field, string Value)[] other)
    {
        var body = new Dictionary<string, string> { ["name"] = name, ["source"] = "Our own support desk", ["licence"] = "Own data", ["owner_email"] = "ada@example.com" };
        foreach (var (field, value) in other) body[field] = value;

        var answer = await _http.PostAsJsonAsync("/api/datasets", body, Stop);
        return (await answer.Content.ReadFromJsonAsync<JsonElement>(Stop)).GetProperty("id").GetGuid();
    }

    private async Task<IReadOnlyList<ReadDatasetVersions.Standing>> StandingsAsync()
    {
        await using var db = await product.OpenAsync();
        return await ReadDatasetVersions.OfAsync(db, db.Set<DatasetVersion>(), Stop);
    }

    private static async Task<string?> TypeAsync(HttpResponseMessage answer) => (await answer.Content.ReadFromJsonAsync<JsonElement>(Stop)).GetProperty("type").GetString();

    private async Task<int> CountAsync(string kind)
    {
        await using var db = await product.OpenAsync();
        return await db.Set<Assay.Ledger.LedgerEntry>().CountAsync(e => e.Kind == kind, Stop);
    }
}
