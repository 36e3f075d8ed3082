using System.Diagnostics;
using Assay.Database;
using Assay.Ledger;
using Assay.Tests.Evidence;
using Microsoft.Extensions.DependencyInjection;

namespace Assay.Tests.Ledger;

/// <summary>A large log, verified by Go's packages note and tlog, which share no line with ours.</summary>
public sealed class ForeignVerifierTests(Product product) : IClassFixture<Product>
{
    private const int _entries = 100_000;
    private const string _packages = "/usr/share/gocode/src/golang.org/x/mod/sumdb/tlog";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    [Trait("Length", "long")]
    public async Task Go_verifies_a_log_of_100000_entries()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/go") && Directory.Exists(_packages), "Go and its package x/mod are missing (Debian: golang-go golang-golang-x-mod-dev).");

        await FillAsync();
        await product.NumberedAsync();
        var export = await product.ExportAsync();
        var folder = Directory.CreateTempSubdirectory("assay-foreign-").FullName;
        await System.IO.Compression.ZipFile.ExtractToDirectoryAsync(export, folder, Stop);

        Assert.Equal(0, (await Cli.AssayProgram.RunAsync(["verify", export])).Exit);
        var (exit, output) = await GoAsync(folder);
        Assert.True(exit == 0, output);
        Assert.Contains("200 inclusion proofs", output, StringComparison.Ordinal);
        TestContext.Current.TestOutputHelper?.WriteLine(output);

        // It is no verifier that says yes to everything.
        var bundle = Directory.EnumerateFiles(Path.Join(folder, "tile/0"), "*", SearchOption.AllDirectories).First();
        var bytes = await File.ReadAllBytesAsync(bundle, Stop);
        bytes[0] ^= 1;
        await File.WriteAllBytesAsync(bundle, bytes, Stop);
        Assert.NotEqual(0, (await GoAsync(folder)).Exit);

        File.Delete(export);
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    [Trait("Length", "long")]
    public async Task Go_verifies_an_evidence_pack()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/go") && Directory.Exists(_packages), "Go and its package x/mod are missing (Debian: golang-go golang-golang-x-mod-dev).");

        var http = product.Browser();
        for (var i = 0; i < 5; i++) await http.AddAcceptedAsync(product, $"file {i}");
        await product.RecordAsync(300);
        var zip = Path.Join(Path.GetTempPath(), $"{Guid.CreateVersion7():n}.zip");
        await using (var file = File.Create(zip)) await (await http.GetStreamAsync("/api/evidence/pack", Stop)).CopyToAsync(file, Stop);
        var folder = Directory.CreateTempSubdirectory("assay-foreign-").FullName;
        await System.IO.Compression.ZipFile.ExtractToDirectoryAsync(zip, folder, Stop);

        var (exit, output) = await GoAsync(folder);
        Assert.True(exit == 0, output);
        Assert.Contains("files with 10 proofs", output, StringComparison.Ordinal);
        TestContext.Current.TestOutputHelper?.WriteLine(output);

        foreach (var path in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            var content = await File.ReadAllBytesAsync(path, Stop);
            var changed = content.ToArray();
            changed[content.Length / 2] ^= 1;
            await File.WriteAllBytesAsync(path, changed, Stop);
            Assert.True((await GoAsync(folder)).Exit != 0, $"{path} was changed and Go says nothing");
            await File.WriteAllBytesAsync(path, content, Stop);
        }

        File.Delete(zip);
        Directory.Delete(folder, recursive: true);
    }

    private async Task FillAsync()
    {
        var append = product.Services.GetRequiredService<AppendEntries>();
        var actor = product.Actor!;

        for (var from = 0; from < _entries; from += 5_000)
            await append.RunAsync(actor.Organization, [.. Enumerable.Range(from, 5_000).Select(i => LedgerEntry.Of(actor.Organization, actor.LedgerId, "test.bulk", $"test/{i}", new { number = i }, product.Clock))], Stop);
    }

    private static async Task<(int Exit, string Output)> GoAsync(string folder)
    {
        var start = new ProcessStartInfo("go", ["run", Repository.Folder("tests/tlog/main.go"), folder])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["GO111MODULE"] = "off", ["GOPATH"] = "/usr/share/gocode", ["GOCACHE"] = Path.Join(Path.GetTempPath(), "assay-go-cache"), ["GOFLAGS"] = "" },
        };
        using var go = Process.Start(start)!;
        var (output, errors) = (go.StandardOutput.ReadToEndAsync(Stop), go.StandardError.ReadToEndAsync(Stop));
        await go.WaitForExitAsync(Stop);

        return (go.ExitCode, await output + await errors);
    }
}
