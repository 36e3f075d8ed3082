using System.IO.Compression;
using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Assay.Blobs;
using Assay.Database;
using Assay.Identity;
using Assay.Ledger;
using Assay.Roles;
using Assay.Samples;
using Assay.Tests.Database;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Assay.Tests.Offboarding;

/// <summary>An organisation goes with everything, and leaves nothing but a receipt.</summary>
public sealed class OffboardingTests(TestCluster cluster) : IAsyncLifetime
{
    private const string _sample = "Lumen Notes";

    private readonly FreshProduct _product = new(cluster);
    private readonly NpgsqlConnection _owner = new();
    private Actor _other = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private Guid Mine => _product.Actor!.Organization.Value;

    public async ValueTask InitializeAsync()
    {
        await _product.InitializeAsync();
        _product.Browser().Dispose();        // the product runs from its first client on
        await using var scope = _product.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<LoadSample>().RunAsync(Stop);
        var member = await scope.ServiceProvider.GetRequiredService<IdentityDb>().Memberships.SingleAsync(Stop);

        _other = await _product.NewOrganizationAsync("Other", "other@example.com");
        _product.Actor = new(new(member.OrganizationId), member.UserId, "Sample owner");
        _owner.ConnectionString = _product.Login(DatabaseRoles.Owner);
        await _owner.OpenAsync(Stop);

        // What the clock would do is done once, so that each table holds something.
        await _product.StopClockAsync();
        foreach (var organization in new[] { _product.Actor.Organization, _other.Organization })
            while (await CountAsync("ledger_pending", organization.Value) > 0) await scope.ServiceProvider.GetRequiredService<NumberEntries>().RunAsync(organization, Stop);
    }

    public async ValueTask DisposeAsync()
    {
        await _owner.DisposeAsync();
        await _product.DisposeAsync();
    }

    [Fact]
    public async Task An_export_holds_every_row_of_the_organisation_and_of_no_other_and_no_secret()
    {
        var planted = new PlantedRows(_owner);
        await planted.LoosenAsync();
        await planted.PlantAsync(Mine);

        await using var zip = await ExportAsync();
        var manifest = Json(zip, "manifest.json").RootElement;
        var files = manifest.GetProperty("files").EnumerateArray().Where(f => f.GetProperty("file").GetString()!.EndsWith(".jsonl", StringComparison.Ordinal)).ToDictionary(f => f.GetProperty("file").GetString()!, f => (Rows: f.GetProperty("rows").GetInt64(), Digest: f.GetProperty("sha256").GetString()));
        var tables = await TablesAsync();

        Assert.True(files["tables/ledger_entry.jsonl"].Rows > 50);
        Assert.Equal(zip.Entries.Select(e => e.FullName).Where(n => !n.StartsWith("files/", StringComparison.Ordinal)).Order(), files.Keys.Append("manifest.json").Order());
        Assert.Equal(tables.Except(["repeatable_write", "sealed_secret", "upload", "upload_part"]).Select(t => $"tables/{t}.jsonl").Append("members.jsonl").Order(), files.Keys.Order());
        var omitted = manifest.GetProperty("leftOut").EnumerateArray().ToList();
        Assert.All(omitted, o => Assert.True(o.GetProperty("why").GetString()!.Length > 20));
        Assert.Equal(["repeatable_write", "sealed_secret", "upload", "upload_part", "user_account"],
            omitted.Where(o => o.GetProperty("columns").GetArrayLength() == 0).Select(o => o.GetProperty("table").GetString()!).Order(StringComparer.Ordinal));

        foreach (var table in tables.Where(t => files.ContainsKey($"tables/{t}.jsonl")))
        {
            var content = Bytes(zip, $"tables/{table}.jsonl");
            var rows = System.Text.Encoding.UTF8.GetString(content).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement).ToList();

            Assert.Equal((table, await CountAsync(table, Mine)), (table, rows.Count));
            Assert.Equal((rows.Count, Convert.ToHexStringLower(SHA256.HashData(content))), files[$"tables/{table}.jsonl"]);
            Assert.All(rows, row => Assert.Equal(Mine, row.GetProperty("organization_id").GetGuid()));
            var columns = await PlantedRows.AskAsync(_owner, $"select column_name::text from information_schema.columns where table_schema = 'public' and table_name = '{table}'");
            var unsaid = columns.Except(omitted.Where(o => o.GetProperty("table").GetString() == table).SelectMany(o => o.GetProperty("columns").EnumerateArray()).Select(c => c.GetString()!));
            Assert.All(rows, row => Assert.Equal(unsaid.Order(StringComparer.Ordinal), row.EnumerateObject().Select(p => p.Name).Order(StringComparer.Ordinal)));
            Assert.All(rows.SelectMany(r => r.EnumerateObject()), p => Assert.DoesNotMatch("secret|sealed|password|private|^hash$|^token_hash$", p.Name));
        }
    }

    [Fact]
    public async Task Files_are_exported_as_they_came_and_removed_from_their_place()
    {
        await using (var kept = await _product.Services.GetRequiredService<StoreBlob>().ReceiveAsync(_product.Actor!.Organization, new MemoryStream("evidence"u8.ToArray()), Stop))
        await using (var db = await _product.OpenAsync())
        {
            await kept!.KeepAsync(db, Stop);
            await db.CommitAsync(Stop);
        }

        await using var zip = await ExportAsync();
        Assert.Equal("evidence", Encoding.UTF8.GetString(Bytes(zip, $"files/{Convert.ToHexStringLower(SHA256.HashData("evidence"u8))}")));

        await _product.Browser().PostAsJsonAsync("/api/organization/deletion", new { name = _sample, reason = "We leave for another house." }, Stop);
        Assert.Empty(await _product.Services.GetRequiredService<IBlobPlace>().ListAsync($"{_product.Actor.Organization}", Stop).ToListAsync(Stop));
    }

    [Fact]
    public async Task An_organisation_is_deleted_whole_and_its_neighbour_keeps_every_row()
    {
        var ledger = await LedgerDigestOfExportAsync();
        var neighbour = await PrintAsync(_other.Organization.Value);
        var http = _product.Browser();

        var answer = await http.PostAsJsonAsync("/api/organization/deletion", new { name = _sample, reason = "We leave for another house." }, Stop);
        var receipt = await answer.Content.ReadFromJsonAsync<JsonElement>(Stop);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        foreach (var table in await TablesAsync()) Assert.Equal(0, await CountAsync(table, Mine));
        Assert.Equal(["Other"], await PlantedRows.AskAsync(_owner, "select name from organization"));
        Assert.Equal(["other@example.com"], await PlantedRows.AskAsync(_owner, "select email::text from user_account"));
        Assert.Equal(neighbour, await PrintAsync(_other.Organization.Value));

        Assert.Equal(ledger, receipt.GetProperty("ledgerSha256").GetString());
        Assert.True(receipt.GetProperty("rows").GetProperty("interview_answer").GetInt64() > 50);
        _product.Actor = null;
        var page = await http.GetStringAsync($"/deleted/{receipt.GetProperty("receipt").GetGuid()}", Stop);
        Assert.Contains("We leave for another house.", page, StringComparison.Ordinal);
        Assert.Contains(ledger, page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Not_one_row_of_any_table_names_a_deleted_organisation_but_its_receipt()
    {
        var planted = new PlantedRows(_owner);
        await planted.LoosenAsync();
        await planted.PlantAsync(Mine);

        var answer = await _product.Browser().PostAsJsonAsync("/api/organization/deletion", new { name = _sample, reason = "We leave for another house." }, Stop);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Stop));

        // Whatever the column is called: as the schema itself lists those that could hold the id. As superuser, whom no row security blinds.
        await using var all = new NpgsqlConnection(_product.Login(DatabaseRoles.Superuser));
        await all.OpenAsync(Stop);
        var columns = await PlantedRows.AskAsync(all, """
            select c.table_name || '.' || c.column_name from information_schema.columns c
            join information_schema.tables t using (table_schema, table_name)
            where c.table_schema = 'public' and t.table_type = 'BASE TABLE' and c.data_type = 'uuid' order by 1
            """);
        List<string> left = [];
        foreach (var column in columns)
        {
            var (table, name) = (column.Split('.')[0], column.Split('.')[1]);
            if (await PlantedRows.AskAsync(all, $"select 1::text from \"{table}\" where \"{name}\" = '{Mine}' limit 1") is not []) left.Add(column);
        }

        Assert.True(columns.Count(c => c.EndsWith(".organization_id", StringComparison.Ordinal)) > 60, $"{columns.Count} columns");
        Assert.Equal(["deletion_receipt.deleted_organization"], left);
    }

    [Theory]
    [InlineData("Lumen", "We leave for another house.", HttpStatusCode.Conflict)]
    [InlineData(_sample, "no", HttpStatusCode.BadRequest)]
    public async Task Without_the_name_and_a_reason_nothing_is_deleted(string name, string reason, HttpStatusCode expected)
    {
        var before = await PrintAsync(Mine);

        var refused = await _product.Browser().PostAsJsonAsync("/api/organization/deletion", new { name, reason }, Stop);

        Assert.Equal(expected, refused.StatusCode);
        Assert.Equal("application/problem+json", refused.Content.Headers.ContentType?.MediaType);
        Assert.Equal(before, await PrintAsync(Mine));
    }

    [Fact]
    public async Task What_breaks_off_half_way_leaves_everything_as_it_was()
    {
        var before = await PrintAsync(Mine);
        await PlantedRows.AskAsync(_owner, "create table late (account uuid references user_account)");
        await PlantedRows.AskAsync(_owner, $"insert into late values ('{_product.Actor!.UserId}') returning account::text");

        var answer = await _product.Browser().PostAsJsonAsync("/api/organization/deletion", new { name = _sample, reason = "We leave for another house." }, Stop);

        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        Assert.Equal(before, await PrintAsync(Mine));
        Assert.Empty(await PlantedRows.AskAsync(_owner, "select name from deletion_receipt"));
    }

    [Fact]
    public async Task Only_an_owner_exports_or_deletes()
    {
        foreach (var role in Enum.GetValues<Role>().Where(r => r is not Role.Owner))
        {
            _product.Roles = [role];
            var http = _product.Browser();

            Assert.Equal(HttpStatusCode.Forbidden, (await http.GetAsync("/api/organization/export", Stop)).StatusCode);
            Assert.Equal(HttpStatusCode.Forbidden, (await http.PostAsJsonAsync("/api/organization/deletion", new { name = _sample, reason = "We leave for another house." }, Stop)).StatusCode);
            Assert.Equal(HttpStatusCode.Forbidden, (await http.GetAsync("/settings/data", Stop)).StatusCode);
        }
    }

    [Fact]
    public async Task The_page_asks_for_name_and_reason_and_ends_at_the_receipt()
    {
        var http = _product.Browser();

        var refused = await http.SubmitAsync("/settings/data", "delete", ("Form.Name", "Lumen"), ("Form.Reason", "We leave for another house."));
        Assert.Contains("This is not the name", await refused.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);

        var deleted = await http.SubmitAsync("/settings/data", "delete", ("Form.Name", _sample), ("Form.Reason", "We leave for another house."));
        Assert.Equal(HttpStatusCode.Redirect, deleted.StatusCode);
        Assert.Contains("/deleted/", deleted.Headers.Location!.ToString(), StringComparison.Ordinal);
        Assert.Contains("Receipt of a deletion", await http.GetStringAsync(deleted.Headers.Location, Stop), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_receipt_that_does_not_exist_is_not_found()
    {
        _product.Actor = null;

        Assert.Equal(HttpStatusCode.NotFound, (await _product.Browser().GetAsync($"/deleted/{Guid.CreateVersion7(_product.Clock.GetUtcNow())}", Stop)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await _product.Browser().GetAsync($"/api/organization/receipts/{Guid.CreateVersion7(_product.Clock.GetUtcNow())}", Stop)).StatusCode);
    }

    private async Task<ZipArchive> ExportAsync()
    {
        var bytes = await _product.Browser().GetByteArrayAsync("/api/organization/export", Stop);
        return new(new MemoryStream(bytes), ZipArchiveMode.Read);
    }

    private async Task<string> LedgerDigestOfExportAsync()
    {
        await using var zip = await ExportAsync();
        return Json(zip, "manifest.json").RootElement.GetProperty("files").EnumerateArray().Single(f => f.GetProperty("file").GetString() == "tables/ledger_entry.jsonl").GetProperty("sha256").GetString()!;
    }

    private static byte[] Bytes(ZipArchive zip, string file)
    {
        using var content = zip.GetEntry(file)!.Open();
        using var bytes = new MemoryStream();
        content.CopyTo(bytes);
        return bytes.ToArray();
    }

    private static JsonDocument Json(ZipArchive zip, string file) => JsonDocument.Parse(Bytes(zip, file));

    private Task<List<string>> TablesAsync() => PlantedRows.AskAsync(_owner, """
        select c.relname::text from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'organization_id' and not a.attisdropped
        where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition order by 1
        """);

    private async Task<long> CountAsync(string table, Guid organization)
    {
        await using var transaction = await _owner.BeginTransactionAsync(Stop);
        await PlantedRows.AskAsync(_owner, $"select set_tenant('{organization}')::text");
        return long.Parse((await PlantedRows.AskAsync(_owner, $"select count(*)::text from \"{table}\" where organization_id = '{organization}'"))[0]);
    }

    private async Task<List<string>> PrintAsync(Guid organization)
    {
        List<string> prints = [];
        foreach (var table in await TablesAsync()) prints.Add($"{table} {await CountAsync(table, organization)}");
        return prints;
    }
}
