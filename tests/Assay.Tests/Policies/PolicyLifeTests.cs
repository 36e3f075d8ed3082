using System.IO.Compression;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Assay.Catalog.Policies;
using Assay.Database;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Assay.Tests.Policies;

public sealed class PolicyLifeTests(Product product) : InNewOrganization(product)
{
    [Fact]
    public async Task Publishing_with_an_open_placeholder_is_refused_and_names_it_with_its_place()
    {
        await DraftAsync("T01");

        var (status, problem) = await StepAsync("T01", "Publish", 1);

        Assert.Equal(HttpStatusCode.Conflict, status);
        Assert.Equal("/problems/placeholder-unresolved", problem.GetProperty("type").GetString());
        Assert.Matches("T01 line [0-9]+: 'security_lead'", problem.GetProperty("detail").GetString());
        Assert.Equal(1, await CountAsync("policy.refused"));
    }

    [Fact]
    public async Task One_open_placeholder_is_enough_to_refuse()
    {
        await FillProfileAsync();
        await DraftAsync("T01");
        var text = (await ReadAsync("T01")).GetProperty("text").GetString()!;
        Assert.Equal(0, (await ReadAsync("T01")).GetProperty("open").GetArrayLength());

        await WriteAsync("T01", text + "\nAsk [[somebody]].\n", 1);
        var (_, problem) = await StepAsync("T01", "Review", 2);

        Assert.Contains($"T01 line {text.Split('\n').Length + 1}: 'somebody'", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_writes_is_not_who_approves()
    {
        await FillProfileAsync();
        await DraftAsync("T01");

        var (_, published) = await StepAsync("T01", "Publish", 1);
        await StepAsync("T01", "Review", 1);
        var (status, approved) = await StepAsync("T01", "Approve", 1);

        Assert.Equal("/problems/author-may-not-approve", published.GetProperty("type").GetString());
        Assert.Equal((HttpStatusCode.Conflict, "/problems/author-may-not-approve"), (status, approved.GetProperty("type").GetString()));
        Assert.Contains("Who writes is not who approves", approved.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_member_approves_and_then_it_is_in_force_while_the_next_draft_is_written()
    {
        await FillProfileAsync();
        await DraftAsync("T01");
        await StepAsync("T01", "Review", 1);
        var author = Product.Actor!;

        Product.Actor = author with { UserId = Guid.CreateVersion7(Product.Clock.GetUtcNow()), Name = "Grace" };
        Assert.Equal(HttpStatusCode.OK, (await StepAsync("T01", "Approve", 1)).Status);
        Product.Actor = author;
        Assert.Equal(HttpStatusCode.OK, (await StepAsync("T01", "Publish", 1)).Status);
        await WriteAsync("T01", "## Purpose\nShorter.\n", 1);

        var policy = await ReadAsync("T01");
        Assert.Equal(("draft", 2, 1), (policy.GetProperty("status").GetString(), policy.GetProperty("latest").GetInt32(), policy.GetProperty("inForce").GetInt32()));
        Assert.Contains("Published, version 1", await Http.GetStringAsync("/policies/T01/export?format=md&version=1", Stop), StringComparison.Ordinal);
        Assert.Contains("Draft, version 2, not approved", await Http.GetStringAsync("/policies/T01/export?format=md", Stop), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_database_itself_refuses_an_authors_approval_and_a_changed_text()
    {
        await DraftAsync("T01");
        var (organization, author) = (Product.Actor!.Organization.Value, Product.Actor.UserId);

        async Task<string?> RunAsync(string sql)
        {
            await using var db = await Product.OpenAsync();
            return (await Assert.ThrowsAsync<PostgresException>(() => db.Database.ExecuteSqlRawAsync(sql, [organization, author], Stop))).SqlState;
        }

        Assert.Equal(PostgresErrorCodes.CheckViolation, await RunAsync("insert into policy_approval values ({0}, 'T01', 1, {1}, {1}, '2026-03-02')"));
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, await RunAsync("update policy_version set text = 'other' where organization_id = {0} and written_by = {1}"));
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, await RunAsync("delete from policy_version where organization_id = {0} and written_by = {1}"));
    }

    [Fact]
    public async Task A_changed_answer_is_shown_as_a_difference_and_taken_as_a_new_version()
    {
        await DraftAsync("T01");
        await FillProfileAsync();

        var page = WebUtility.HtmlDecode(await Http.GetStringAsync("/policies/T01/fresh", Stop));
        await Http.SubmitAsync("/policies/T01/fresh", "take", ("Seen", "1"));

        Assert.Contains("<ins>| Head of security |", page, StringComparison.Ordinal);
        Assert.Contains("<del>| [[security_lead]] |", page, StringComparison.Ordinal);
        Assert.Equal(2, (await ReadAsync("T01")).GetProperty("latest").GetInt32());
        Assert.Contains("[[security_lead]]", (await ReadAsync("T01", 1)).GetProperty("text").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_template_is_never_laid_over_a_persons_own_text()
    {
        await DraftAsync("T01");
        await WriteAsync("T01", "## Purpose\nOurs.\n", 1);
        await FillProfileAsync();

        await Http.SubmitAsync("/policies/T01/fresh", "take", ("Seen", "2"));

        Assert.Equal("## Purpose\nOurs.\n", (await ReadAsync("T01")).GetProperty("text").GetString());
    }

    [Fact]
    public async Task The_second_of_two_editors_is_told_and_overwrites_nothing()
    {
        await DraftAsync("T01");
        await WriteAsync("T01", "## Purpose\nFirst.\n", 1);

        var second = await Http.PostAsJsonAsync("/api/policies/T01/versions", new { text = "## Purpose\nSecond.\n", note = "x", @base = 1 }, Stop);

        Assert.Equal(HttpStatusCode.Conflict, second.StatusCode);
        Assert.Contains("First.", (await ReadAsync("T01")).GetProperty("text").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document")]
    [InlineData("html", "text/html")]
    [InlineData("md", "text/markdown")]
    public async Task A_policy_goes_out_as_a_file(string format, string type)
    {
        await DraftAsync("T21");

        var file = await Http.GetAsync($"/policies/T21/export?format={format}", Stop);

        Assert.Equal(type, file.Content.Headers.ContentType!.MediaType);
        Assert.Equal($"T21-access-review-procedure.{format}", file.Content.Headers.ContentDisposition!.FileName);
        Assert.NotEmpty(await file.Content.ReadAsByteArrayAsync(Stop));
    }

    [Fact]
    public async Task All_policies_go_out_in_one_archive()
    {
        await DraftAsync("T01");
        await DraftAsync("T21");

        using var zip = new ZipArchive(await Http.GetStreamAsync("/policies/export?format=md", Stop));

        Assert.Equal(["T01-information-security-policy.md", "T21-access-review-procedure.md"], zip.Entries.Select(e => e.FullName).Order());
    }

    [Fact]
    public async Task Another_organisation_finds_none_of_it()
    {
        await DraftAsync("T01");
        await Product.EnterNewOrganizationAsync();

        foreach (var address in new[] { "/api/policies/T01", "/policies/T01", "/policies/T01/edit", "/policies/T01/fresh", "/policies/T01/compare?from=1&to=1", "/policies/T01/export?format=md" })
            Assert.Equal(HttpStatusCode.NotFound, (await Http.GetAsync(address, Stop)).StatusCode);
    }

    [Fact]
    public async Task The_profile_refuses_what_would_leave_a_hole()
    {
        var refused = await Http.SubmitAsync("/policies/profile", "profile", ("Values[security_lead]", "[[nobody]]"));

        Assert.Contains("One line without", await refused.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
    }

    private async Task FillProfileAsync()
    {
        var answer = await Http.SubmitAsync("/policies/profile", "profile",
            [.. Placeholders.FromProfile.Concat(Placeholders.FromAnswers.Keys).Select(n => ($"Values[{n}]", n == "security_lead" ? "Head of security" : $"Our {n}"))]);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
    }

    private async Task DraftAsync(params string[] policies) => (await Http.PostAsJsonAsync("/api/policies", new { policies }, Stop)).EnsureSuccessStatusCode();

    private async Task WriteAsync(string policy, string text, int @base) =>
        (await Http.PostAsJsonAsync($"/api/policies/{policy}/versions", new { text, note = "Said shorter.", @base }, Stop)).EnsureSuccessStatusCode();

    private async Task<(HttpStatusCode Status, JsonElement Body)> StepAsync(string policy, string step, int number)
    {
        var answer = await Http.PostAsJsonAsync($"/api/policies/{policy}/steps", new { step, number }, Stop);
        return (answer.StatusCode, await answer.Content.ReadFromJsonAsync<JsonElement>(Stop));
    }

    private Task<JsonElement> ReadAsync(string policy, int? version = null) => Http.GetFromJsonAsync<JsonElement>($"/api/policies/{policy}{(version is null ? "" : $"?version={version}")}", Stop);

    private async Task<int> CountAsync(string kind)
    {
        await using var db = await Product.OpenAsync();
        return await db.Set<Assay.Ledger.LedgerEntry>().CountAsync(e => e.Kind == kind, Stop);
    }
}
