using System.Diagnostics;
using System.IO.Compression;
using System.Net;
using System.Text.Json;
using Assay.Ledger;
using Assay.Roles;
using Assay.Tests.Cli;
using Assay.Tests.Ledger;

namespace Assay.Tests.Evidence;

/// <summary>A pack as an auditor gets it: it proves each of its bytes without the server, and nothing in it runs.</summary>
public sealed class EvidencePackTests(ListeningProduct product) : IClassFixture<ListeningProduct>, IAsyncLifetime
{
    private const string _script = "<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("assay-pack-");
    private HttpClient _http = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private string Zip => Path.Join(_folder.FullName, "pack.zip");

    public async ValueTask InitializeAsync()
    {
        await product.EnterNewOrganizationAsync();
        _http = product.CreateClient();
    }

    public ValueTask DisposeAsync()
    {
        product.Roles = [Role.Owner];
        _http.Dispose();
        _folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_pack_holds_what_was_accepted_and_verifies_with_the_command_and_with_sha256sum()
    {
        await FillAsync();
        await _http.AddAsync("nobody looked at it");

        var ended = await AssayProgram.RunAsync(["evidence", "pack", "--out", Zip, "--server", product.Address, "--token", "test"]);
        Assert.True(ended.Exit == 0, ended.Output + ended.Errors);
        Assert.Contains("ok  6 entries, 8 files: all as they were signed", ended.Output, StringComparison.Ordinal);

        var unpacked = await UnpackAsync();
        Assert.Equal(0, await RunAsync(unpacked, "sha256sum", "-c", "--strict", "--quiet", "SHA256SUMS"));
        Assert.Equal(0, (await AssayProgram.RunAsync(["verify", unpacked])).Exit);

        using var index = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Join(unpacked, "index.json"), Stop));
        var files = index.RootElement.GetProperty("files").EnumerateArray().ToList();
        Assert.Equal(["Drawing", "Leavers", "=cmd|' /C calc'!A0"], files.Select(f => f.GetProperty("title").GetString()));
        Assert.All(files, f => Assert.Equal(2, f.GetProperty("proofs").GetArrayLength()));          // that it was filed, and that it was accepted
        Assert.Equal(1L, await product.AskAsync<long>($"select count(*) from ledger_entry where kind = 'evidence.pack_made' and organization_id = '{product.Actor!.Organization.Value}'"));
    }

    [Fact]
    public async Task Nothing_in_a_pack_runs_when_it_is_looked_through()
    {
        await FillAsync();
        await PackAsync();
        var unpacked = await UnpackAsync();

        var page = await File.ReadAllTextAsync(Path.Join(unpacked, "index.html"), Stop);
        Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("default-src 'none'", page, StringComparison.Ordinal);
        Assert.Contains("href=\"files/0001-drawing.svg.txt\" download=", page, StringComparison.Ordinal);
        Assert.Equal(_script, await File.ReadAllTextAsync(Path.Join(unpacked, "files/0001-drawing.svg.txt"), Stop));
    }

    [Fact]
    public async Task A_pack_may_be_of_one_control_or_of_some_days()
    {
        await FillAsync();

        Assert.Contains("href=\"/api/evidence/pack?control=AC-06\" download", await _http.GetStringAsync("/evidence?control=ac-06", Stop), StringComparison.Ordinal);
        Assert.Equal(["files/0001-leavers.csv"], await FilesAsync("?control=ac-06"));
        Assert.Equal(["files/0001-drawing.svg.txt"], await FilesAsync("?from=2026-02-01&to=2026-02-28"));
        Assert.Equal(HttpStatusCode.NotFound, (await _http.GetAsync("/api/evidence/pack?control=AC-01", Stop)).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await _http.GetAsync("/api/evidence/pack?from=yesterday", Stop)).StatusCode);
    }

    [Fact]
    public async Task One_flipped_byte_in_any_file_of_the_pack_is_named_and_one_anywhere_is_found()
    {
        await FillAsync();
        await PackAsync();
        var pack = await File.ReadAllBytesAsync(Zip, Stop);
        Assert.Empty(Findings(pack));

        foreach (var (name, start, length) in await MembersAsync())
        {
            foreach (var at in new[] { start, start + length / 2, start + length - 1 }.Distinct())
                Assert.Contains(Findings(Flipped(pack, at)), f => f.Contains($"'{name}'", StringComparison.Ordinal));
        }

        Random random = new(7);
        foreach (var at in Enumerable.Range(0, 400).Select(_ => random.Next(pack.Length))) Assert.NotEmpty(Findings(Flipped(pack, at)));
    }

    [Fact]
    public async Task Who_may_not_export_and_another_company_get_nothing()
    {
        await FillAsync();
        product.Roles = [Role.Employee];
        Assert.Equal(HttpStatusCode.Forbidden, (await _http.GetAsync("/api/evidence/pack", Stop)).StatusCode);

        product.Roles = [Role.Owner];
        await product.EnterNewOrganizationAsync();
        Assert.Equal(HttpStatusCode.NotFound, (await _http.GetAsync("/api/evidence/pack", Stop)).StatusCode);
    }

    [Fact]
    public async Task A_damaged_file_breaks_the_pack_off_and_the_ledger_tells_of_none()
    {
        await FillAsync();
        foreach (var file in Directory.EnumerateFiles(Path.Join(product.DataFolder, "blobs", "kept", $"{product.Actor!.Organization}"), "*", SearchOption.AllDirectories))
            await File.WriteAllTextAsync(file, "something else", Stop);

        var ended = await AssayProgram.RunAsync(["evidence", "pack", "--out", Zip, "--server", product.Address, "--token", "test"]);

        Assert.Equal(3, ended.Exit);
        Assert.False(File.Exists(Zip));
        Assert.Empty(_folder.EnumerateFiles());
        Assert.Equal(0L, await product.AskAsync<long>($"select count(*) from ledger_entry where kind = 'evidence.pack_made' and organization_id = '{product.Actor!.Organization.Value}'"));
    }

    private async Task FillAsync()
    {
        await _http.AddAcceptedAsync(product, _script, ("file", "drawing.svg"), ("title", "Drawing"), ("from", "2026-02-01"), ("to", "2026-02-28"));
        product.Clock.Advance(TimeSpan.FromMinutes(1));
        await _http.AddAcceptedAsync(product, "who,when\n=1+1,x\n", ("file", "leavers.csv"), ("title", "Leavers"), ("control", "AC-05,AC-06"));
        product.Clock.Advance(TimeSpan.FromMinutes(1));
        await _http.AddAcceptedAsync(product, "text", ("file", "Überprüfung <b> (1).txt"), ("title", "=cmd|' /C calc'!A0"));
    }

    private async Task PackAsync(string query = "")
    {
        await using var file = File.Create(Zip);
        await (await _http.GetStreamAsync($"/api/evidence/pack{query}", Stop)).CopyToAsync(file, Stop);
    }

    private async Task<IEnumerable<string>> FilesAsync(string query)
    {
        await PackAsync(query);
        using var files = PackFiles.Open(Zip);
        Assert.Empty(VerifyPack.Run(files).Findings);
        return [.. files.Paths.Where(p => p.StartsWith("files/", StringComparison.Ordinal)).Order()];
    }

    private async Task<string> UnpackAsync()
    {
        var folder = Path.Join(_folder.FullName, "unpacked");
        await ZipFile.ExtractToDirectoryAsync(Zip, folder, Stop);
        return folder;
    }

    /// <summary>Where the bytes of each file lie: nothing is compressed, so they stand in the ZIP as they are.</summary>
    private async Task<List<(string Name, int Start, int Length)>> MembersAsync()
    {
        List<(string, int, int)> members = [];
        var at = 0;

        await using var zip = await ZipFile.OpenReadAsync(Zip, Stop);
        foreach (var entry in zip.Entries)
        {
            var start = at + 50 + System.Text.Encoding.UTF8.GetByteCount(entry.FullName);
            members.Add((entry.FullName, start, (int)entry.Length));
            at = start + (int)entry.Length + 24;
        }

        return members;
    }

    private static byte[] Flipped(byte[] pack, int at)
    {
        var changed = pack.ToArray();
        changed[at] ^= (byte)(1 << (at % 8));
        return changed;
    }

    /// <returns>What does not hold; the reason where it cannot be read at all.</returns>
    private static IReadOnlyList<string> Findings(byte[] pack)
    {
        try
        {
            using var files = PackFiles.Open(new MemoryStream(pack));
            return VerifyPack.Run(files).Findings;
        }
        catch (Exception unreadable) when (unreadable is UnreadablePackException or InvalidDataException or IOException)
        {
            return [unreadable.Message];
        }
    }

    private static async Task<int> RunAsync(string folder, string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, UseShellExecute = false, RedirectStandardOutput = true })!;
        await process.WaitForExitAsync(Stop);
        return process.ExitCode;
    }
}
