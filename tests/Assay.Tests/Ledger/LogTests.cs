using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Assay.Database;
using Assay.Ledger;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Assay.Tests.Ledger;

/// <summary>From a committed entry to a proof that somebody can check who trusts nobody here.</summary>
public sealed class LogTests(Product product) : IClassFixture<Product>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private string Ours => $"organization_id = '{product.Actor!.Organization.Value}'";

    [Fact]
    public async Task Every_entry_has_a_number_within_a_second()
    {
        await product.NumberedAsync();
        await product.RecordAsync(3);
        var began = TimeProvider.System.GetTimestamp();
        await product.NumberedAsync();

        Assert.InRange(TimeProvider.System.GetElapsedTime(began), TimeSpan.Zero, TimeSpan.FromSeconds(3));      // a second, on a machine that does nothing else
        Assert.Equal(await product.AskAsync<long>($"select count(*) from ledger_entry where {Ours}"), await product.AskAsync<long>($"select max(sequence) + 1 from ledger_position where {Ours}"));
    }

    [Fact]
    public async Task A_c2sp_client_verifies_the_log_from_its_address_alone()
    {
        await product.RecordAsync(300);
        await product.NumberedAsync();
        var http = product.Browser();

        var note = await http.GetStringAsync("/api/ledger/checkpoint", Stop);
        var keys = LogKeysFile.Read(await http.GetStringAsync("/api/ledger/keys", Stop))!;
        Assert.True(SignedNote.TryParse(note, out var signed));
        Assert.Single(signed.SignedBy(keys));
        Assert.True(Checkpoint.TryParse(signed.Text, out var head));

        TreeEdge tree = new();
        for (var number = 0L; number * 256 < head.Size; number++)
        {
            var width = TileId.WidthAt(0, number, head.Size);
            var bundle = await http.GetByteArrayAsync($"/api/ledger/{EntryBundle.PathOf(number, width)}", Stop);
            var leaves = await http.GetByteArrayAsync($"/api/ledger/{new TileId(0, number, width).Path}", Stop);

            Add(tree, bundle, leaves, width);
        }

        Assert.Equal(head.Root, tree.Root());
        Assert.Equal(HttpStatusCode.NotFound, (await http.GetAsync("/api/ledger/tile/0/999", Stop)).StatusCode);
    }

    private static void Add(TreeEdge tree, byte[] bundle, byte[] leaves, int width)
    {
        ReadOnlySpan<byte> rest = bundle;

        for (var i = 0; i < width; i++)
        {
            Assert.True(EntryBundle.TryRead(ref rest, out var entry));
            Assert.Equal(Hash.Row(leaves)[i], Merkle.Leaf(entry));
            Assert.NotNull(EntryText.Read(Encoding.UTF8.GetString(entry)));
            tree.Append(Merkle.Leaf(entry), (_, _) => { });
        }

        Assert.True(rest.IsEmpty);
    }

    [Fact]
    public async Task Each_entry_opens_its_proof_and_the_file_proves_it()
    {
        await product.RecordAsync(5, "test.proved");
        await product.NumberedAsync();
        var http = product.Browser();
        var id = await product.AskAsync<Guid>("select entry_id from ledger_entry where kind = 'test.proved' limit 1");

        var page = await http.GetStringAsync($"/ledger/{id}", Stop);
        var file = await http.GetStringAsync($"/api/ledger/entries/{id}/proof", Stop);

        Assert.Contains("Inclusion path", page, StringComparison.Ordinal);
        Assert.True(TlogProof.TryParse(file, out var proof));
        Assert.Contains("test.proved", Encoding.UTF8.GetString(proof.Extra!.Value.Span), StringComparison.Ordinal);
        Assert.NotNull(proof.Verify(Merkle.Leaf(proof.Extra.Value.Span), LogKeysFile.Read(await http.GetStringAsync("/api/ledger/keys", Stop))!));
    }

    [Fact]
    public async Task An_earlier_log_is_the_beginning_of_a_later_one()
    {
        await product.RecordAsync(2);
        var first = await product.NumberedAsync();
        await product.RecordAsync(7);
        var second = await product.NumberedAsync();

        var proof = await product.Browser().GetFromJsonAsync<string[]>($"/api/ledger/consistency?first={first.Size}&second={second.Size}", Stop);

        Assert.True(Proof.IsConsistent(first.Size, second.Size, [.. proof!.Select(h => Hash.TryParse(h, out var hash) ? hash : default)], first.Root, second.Root));
    }

    [Fact]
    public async Task An_entry_that_commits_late_is_not_passed_over()
    {
        await using var late = await product.OpenAsync();
        late.Record(product.Actor!, "test.late", "test/late", new { });
        await late.SaveChangesAsync(Stop);                     // its id is older than those that follow

        product.Clock.Advance(TimeSpan.FromSeconds(1));
        await product.RecordAsync(3);
        var before = await product.NumberedAsync();
        await late.CommitAsync(Stop);
        var after = await product.NumberedAsync();

        Assert.Equal(before.Size + 1, after.Size);
        Assert.Equal(before.Size, await product.AskAsync<long>("select sequence from ledger_position join ledger_entry using (organization_id, entry_id) where kind = 'test.late'"));
    }

    [Fact]
    public async Task Processes_that_number_at_once_leave_no_gap_and_number_nothing_twice()
    {
        product.Browser().Dispose();
        var number = product.Services.GetRequiredService<NumberEntries>();
        using var done = CancellationTokenSource.CreateLinkedTokenSource(Stop);

        var others = Enumerable.Range(0, 3).Select(_ => Task.Run(async () =>
        {
            while (!done.IsCancellationRequested) await number.RunAsync(product.Actor!.Organization, Stop);
        }, Stop)).ToList();

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => product.RecordAsync(40)));
        var head = await product.NumberedAsync();
        await done.CancelAsync();
        await Task.WhenAll(others);

        Assert.Equal(head.Size, await product.AskAsync<long>($"select count(*) from ledger_position where {Ours}"));
        Assert.Equal(head.Size - 1, await product.AskAsync<long>($"select max(sequence) from ledger_position where {Ours}"));
        Assert.Empty(await FindingsAsync());
    }

    [Fact]
    public async Task A_new_key_is_signed_by_the_old_one_and_old_proofs_still_hold()
    {
        await product.NumberedAsync();
        var http = product.Browser();
        var first = LogKeysFile.Read(await http.GetStringAsync("/api/ledger/keys", Stop))!;
        var before = await http.GetStringAsync("/api/ledger/checkpoint", Stop);

        var rotated = await http.PostAsync("/api/ledger/keys", null, Stop);
        var verifier = (await rotated.Content.ReadFromJsonAsync<JsonElement>(Stop)).GetProperty("verifier").GetString();
        await product.NumberedAsync();
        var keys = LogKeysFile.Read(await http.GetStringAsync("/api/ledger/keys", Stop))!;
        var after = await http.GetStringAsync("/api/ledger/checkpoint", Stop);

        Assert.Equal(first, keys.Take(first.Count));
        Assert.Equal(verifier, keys[^1].ToString());
        Assert.True(SignedNote.TryParse(before, out var old) && old.SignedBy(keys) is [var was] && was == first[^1]);
        Assert.True(SignedNote.TryParse(after, out var now) && now.SignedBy(keys) is [var by] && by == keys[^1]);
        Assert.Equal(0L, await product.AskAsync<long>($"select count(*) from ledger_key where {Ours} and number < {keys.Count} and sealed is not null"));

        var export = await product.ExportAsync();
        Assert.Equal(0, (await Cli.AssayProgram.RunAsync(["verify", export, "--key", first[0].ToString()])).Exit);
        File.Delete(export);
    }

    [Fact]
    public async Task Another_organisation_sees_nothing_of_it()
    {
        await product.RecordAsync(1, "test.ours");
        await product.NumberedAsync();
        var id = await product.AskAsync<Guid>("select entry_id from ledger_entry where kind = 'test.ours' limit 1");
        var mine = product.Actor;

        product.Actor = await product.NewOrganizationAsync("Another company", $"eve{Guid.CreateVersion7():n}@example.com");
        try
        {
            var http = product.Browser();
            Assert.Equal(HttpStatusCode.NotFound, (await http.GetAsync($"/ledger/{id}", Stop)).StatusCode);
            Assert.Equal(HttpStatusCode.NotFound, (await http.GetAsync($"/api/ledger/entries/{id}/proof", Stop)).StatusCode);
            Assert.DoesNotContain("test.ours", await http.GetStringAsync("/ledger", Stop), StringComparison.Ordinal);
        }
        finally
        {
            product.Actor = mine;
        }
    }

    [Fact]
    public async Task The_ledger_page_filters_and_leads_to_each_entry()
    {
        await product.RecordAsync(60, "test.listed");
        await product.NumberedAsync();
        var http = product.Browser();

        var all = await http.GetStringAsync("/ledger?kind=test.listed", Stop);
        var one = await http.GetStringAsync($"/ledger?kind=test.listed&subject=test/7&who={Uri.EscapeDataString(product.Actor!.LedgerId)}", Stop);
        var none = await http.GetStringAsync("/ledger?kind=test.listed&from=2031-01-01", Stop);

        Assert.Contains("Older entries", all, StringComparison.Ordinal);
        Assert.Contains("test/7", one, StringComparison.Ordinal);
        Assert.DoesNotContain("test/8", one, StringComparison.Ordinal);
        Assert.Contains("No entry fits", none, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rows_do_not_change_without_an_entry_that_tells_of_it()
    {
        await using var db = await product.OpenAsync();
        db.Add(new Assay.People.Person { Id = Guid.CreateVersion7(), Name = "Ann", Email = "ann@example.com" });

        await Assert.ThrowsAsync<InvalidOperationException>(() => db.CommitAsync(Stop));
    }

    /// <summary>Rows that may change without an entry. A new one is a line here, where a reviewer sees it.</summary>
    [Fact]
    public void Only_what_is_listed_here_may_change_untold() => Assert.Equal(
        ["ImportFile", "RepeatableWrite", "SubjectKey", "Upload", "UploadPart"],
        typeof(AssayDb).Assembly.GetTypes().Where(t => t.IsDefined(typeof(UntoldAttribute), false)).Select(t => t.Name).Order());

    private async Task<IReadOnlyList<string>> FindingsAsync() =>
        (await product.Services.GetRequiredService<Assay.Proofs.CheckLog>().RunAsync(product.Actor!, Stop)).Findings;
}
