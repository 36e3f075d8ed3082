using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Assay.Blobs;
using Assay.Database;
using Assay.Ledger;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Assay.Tests.Evidence;

public sealed class VaultTests(Product product) : InNewOrganization(product)
{
    [Fact]
    public async Task An_item_that_serves_two_controls_is_found_under_both_and_under_their_criteria()
    {
        await Http.AddAsync("who,when", ("title", "Leavers of January"), ("control", "AC-05,AC-06"));

        foreach (var filter in new[] { "control=AC-05", "control=AC-06", "criterion=CC6.2", "kind=continuous", "status=waiting", "from=2026-01-31&to=2026-02-05", "uploaded=false" })
            Assert.Equal(["Leavers of January"], await TitlesAsync(filter));

        foreach (var filter in new[] { "control=AC-01", "criterion=P1.1", "kind=as_of", "status=accepted", "from=2026-02-01", "uploaded=true" })
            Assert.Empty(await TitlesAsync(filter));
    }

    [Fact]
    public async Task A_new_upload_is_version_2_and_nothing_is_overwritten()
    {
        var id = await Http.AddAsync("first");
        var second = await Http.FileAsync($"/api/evidence/{id}/versions", Bytes("second"), ("from", "2026-02-01"), ("to", "2026-02-28"));

        Assert.Equal(HttpStatusCode.Created, second.StatusCode);
        var versions = (await Http.ReadAsync(id)).GetProperty("versions").EnumerateArray().ToList();
        Assert.Equal([2, 1], versions.Select(v => v.GetProperty("number").GetInt32()));
        Assert.Equal("first", await Http.GetStringAsync($"/evidence/{id}/versions/1/file", Stop));
        Assert.Equal(Sha256("second"), versions[0].GetProperty("digest").GetString());
        Assert.Equal(2, await CountAsync("evidence.added", "evidence.version_added"));
    }

    [Fact]
    public async Task The_same_file_for_the_same_period_is_kept_once_however_often_and_by_how_many_it_is_sent()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Http.FileAsync("the same", ("control", i % 2 == 0 ? "AC-05" : "AC-06"))));

        Assert.Single(answers, a => a.StatusCode == HttpStatusCode.Created);
        Assert.Equal(7, answers.Count(a => a.StatusCode == HttpStatusCode.OK));
        Assert.Single(await TitlesAsync("control=AC-05"));
        Assert.Single(await TitlesAsync("control=AC-06"));
        Assert.Single(FilesOnDisk());
    }

    [Fact]
    public async Task Returned_evidence_does_not_count_and_keeps_its_reason()
    {
        var id = await Http.AddAsync("wrong month");
        await Product.AsAsync(Vault.Colleague(Product), async () =>
        {
            Assert.Equal(HttpStatusCode.BadRequest, (await Http.ReviewAsync(id, 1, accept: false)).StatusCode);
            Assert.Equal(HttpStatusCode.OK, (await Http.ReviewAsync(id, 1, accept: false, "This is February.")).StatusCode);
        });

        var item = await Http.ReadAsync(id);
        Assert.Equal(("returned", JsonValueKind.Null), (item.GetProperty("status").GetString(), item.GetProperty("counted").ValueKind));
        Assert.Equal("This is February.", item.GetProperty("versions")[0].GetProperty("reviews")[0].GetProperty("reason").GetString());

        await Product.AsAsync(Vault.Colleague(Product), async () => await Http.ReviewAsync(id, 1, accept: true));
        Assert.Equal(1, (await Http.ReadAsync(id)).GetProperty("counted").GetInt32());
        Assert.Equal(2, (await Http.ReadAsync(id)).GetProperty("versions")[0].GetProperty("reviews").GetArrayLength());
    }

    [Fact]
    public async Task Who_adds_is_not_who_reviews_and_a_program_never_does()
    {
        var id = await Http.AddAsync("mine");

        var own = await Http.ReviewAsync(id, 1, accept: true);

        Assert.Equal((HttpStatusCode.Conflict, "/problems/adder-may-not-review"), (own.StatusCode, await own.TypeOfAsync()));
        Assert.Equal(1, await CountAsync("evidence.review_refused"));
        Assert.Equal("waiting", (await Http.ReadAsync(id)).GetProperty("status").GetString());
    }

    [Fact]
    public async Task The_database_itself_refuses_an_adders_own_review_a_return_without_reason_and_any_change_of_what_is_kept()
    {
        var id = await Http.AddAsync("kept");
        var (organization, adder) = (Product.Actor!.Organization.Value, Product.Actor.UserId);

        async Task<string?> RunAsync(string sql)
        {
            await using var db = await Product.OpenAsync();
            return (await Assert.ThrowsAsync<PostgresException>(() => db.Database.ExecuteSqlRawAsync(sql, [organization, id, adder, Guid.CreateVersion7(Product.Clock.GetUtcNow())], Stop))).SqlState;
        }

        Assert.Equal(PostgresErrorCodes.CheckViolation, await RunAsync("insert into evidence_review values ({0}, {1}, 1, 1, {2}, true, '', {2}, '2026-03-02')"));
        Assert.Equal(PostgresErrorCodes.ForeignKeyViolation, await RunAsync("insert into evidence_review values ({0}, {1}, 1, 1, {3}, true, '', {2}, '2026-03-02')"));
        Assert.Equal(PostgresErrorCodes.CheckViolation, await RunAsync("insert into evidence_review values ({0}, {1}, 1, 1, {2}, false, '', {3}, '2026-03-02')"));
        foreach (var change in new[] { "update evidence_version set digest = digest", "delete from evidence_version", "delete from evidence_review", "update blob set size = size", "delete from blob", "delete from evidence" })
            Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, await RunAsync($"{change} where organization_id = {{0}}"));
    }

    [Theory]
    [InlineData("from", "", "from", "The day of the upload says nothing")]
    [InlineData("to", "2025-12-31", "to", "before the first")]
    [InlineData("to", "2026-03-03", "to", "has not happened yet")]
    [InlineData("kind", "sometimes", "kind", "The kind is")]
    [InlineData("kind", "as_of", "to", "never proves a period")]
    [InlineData("control", "AC-99", "controls", "no control 'AC-99'")]
    [InlineData("control", "", "controls", "at least one control")]
    [InlineData("type", "E99", "type", "no evidence type")]
    [InlineData("file", "run.exe", "file", "are not taken")]
    [InlineData("file", "", "file", "no name")]
    [InlineData("file", "report.pdf", "file", "does not begin as a pdf")]
    [InlineData("title", "long", "title", "maximum length")]
    public async Task A_filing_that_says_too_little_or_too_much_is_refused_by_name_and_leaves_nothing(string field, string value, string named, string says)
    {
        var refused = await Http.FileAsync("content", (field, value is "long" ? new string('x', 201) : value));
        var problem = await refused.Content.ReadFromJsonAsync<JsonElement>(Stop);

        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Contains(says, problem.GetProperty("errors").GetProperty(named)[0].GetString(), StringComparison.Ordinal);
        Assert.Empty(FilesOnDisk());
    }

    [Fact]
    public async Task Another_company_sees_none_of_it()
    {
        var id = await Http.AddAsync("ours");
        await Product.EnterNewOrganizationAsync();

        Assert.Equal(HttpStatusCode.NotFound, (await Http.GetAsync($"/api/evidence/{id}", Stop)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await Http.GetAsync($"/evidence/{id}/versions/1/file", Stop)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await Http.ReviewAsync(id, 1, accept: true)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await Http.FileAsync($"/api/evidence/{id}/versions", Bytes("theirs"))).StatusCode);
        Assert.Empty(await TitlesAsync(""));
    }

    [Fact]
    public async Task A_changed_byte_on_disk_makes_verification_fail_with_the_items_name_and_is_never_handed_out()
    {
        await Http.AddAsync("whole", ("title", "Whole"));
        var whole = await VerifyAsync();
        var id = await Http.AddAsync("to be changed", ("title", "Backups of January"), ("to", "2026-01-30"));

        var file = FilesOnDisk().Single(f => f.Contains(Sha256("to be changed"), StringComparison.Ordinal));
        var bytes = await File.ReadAllBytesAsync(file, Stop);
        bytes[^20] ^= 1;
        await File.WriteAllBytesAsync(file, bytes, Stop);
        var changed = await VerifyAsync();

        Assert.True(whole.GetProperty("isIntact").GetBoolean());
        var fault = Assert.Single(changed.GetProperty("faults").EnumerateArray());
        Assert.Equal((id, "Backups of January", 1), (fault.GetProperty("id").GetGuid(), fault.GetProperty("title").GetString(), fault.GetProperty("number").GetInt32()));
        await Assert.ThrowsAnyAsync<Exception>(() => Http.GetStringAsync($"/evidence/{id}/versions/1/file", Stop));
        File.Delete(file);
        Assert.Equal("Its file is missing.", (await VerifyAsync()).GetProperty("faults")[0].GetProperty("what").GetString());
    }

    [Fact]
    public async Task Nothing_of_a_file_lies_on_disk_or_in_the_database_in_the_clear()
    {
        const string secret = "a sentence that nobody else may read";
        await Http.AddAsync(secret);

        Assert.DoesNotContain(FilesOnDisk(), f => File.ReadAllText(f, Encoding.Latin1).Contains("nobody else", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_crash_between_the_disk_and_the_commit_leaves_only_what_is_swept_up_a_day_later()
    {
        await Http.AddAsync("kept");
        var store = Product.Services.GetRequiredService<StoreBlob>();
        await using (var db = await Product.OpenAsync())
        {
            await using var blob = await store.ReceiveAsync(Product.Actor!.Organization, Bytes("never committed"), Stop);
            await blob!.KeepAsync(db, Stop);                 // and here the process ends: nothing is committed
        }

        Assert.Equal(2, FilesOnDisk().Count());
        foreach (var file in FilesOnDisk()) File.SetLastWriteTimeUtc(file, Product.Clock.GetUtcNow().UtcDateTime.AddDays(-2));
        Assert.Equal(1, await Product.Services.GetRequiredService<SweepBlobs>().RunAsync(Product.Actor!.Organization, Stop));
        Assert.True((await VerifyAsync()).GetProperty("isIntact").GetBoolean());
        Assert.Single(FilesOnDisk());
    }

    private IEnumerable<string> FilesOnDisk()
    {
        var folder = Path.Join(Product.DataFolder, "blobs", "kept", $"{Product.Actor!.Organization}");
        return Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories) : [];
    }

    private async Task<JsonElement> VerifyAsync() => await (await Http.PostAsync("/api/evidence/verification", null, Stop)).Content.ReadFromJsonAsync<JsonElement>(Stop);

    private async Task<IEnumerable<string?>> TitlesAsync(string filter) =>
        (await Http.GetFromJsonAsync<JsonElement>($"/api/evidence?{filter}", Stop)).GetProperty("items").EnumerateArray().Select(i => i.GetProperty("title").GetString()).ToList();

    private async Task<int> CountAsync(params string[] kinds)
    {
        await using var db = await Product.OpenAsync();
        return await db.Set<LedgerEntry>().CountAsync(e => kinds.Contains(e.Kind), Stop);
    }

    private static MemoryStream Bytes(string text) => new(Encoding.UTF8.GetBytes(text));

    private static string Sha256(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
