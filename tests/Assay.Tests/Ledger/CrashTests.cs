using System.Diagnostics;
using System.Text.Json;
using Assay.Ledger;
using Assay.Tests.Cli;

namespace Assay.Tests.Ledger;

/// <summary>Whatever is killed, and when: what was acknowledged is in the ledger, in one row of numbers, and the tree verifies.</summary>
public sealed class CrashTests : IAsyncLifetime
{
    private const int _writers = 6;

    private readonly string _folder = Directory.CreateTempSubdirectory("assay-crash-").FullName;
    private readonly Random _random = new(7);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync()
    {
        File.SetUnixFileMode(_folder, (UnixFileMode)0b111_101_101);       // a database that runs as another user must reach it
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public Task Killing_the_server_and_its_database_a_few_times_loses_nothing_that_was_acknowledged() => CrashAsync(async server =>
    {
        await KillServerAsync(server, times: 1);
        await KillDatabaseAsync(server, times: 1);
    });

    [Fact, Trait("Length", "long")]
    public Task Killing_the_server_twenty_times_loses_nothing_that_was_acknowledged() => CrashAsync(server => KillServerAsync(server, times: 20));

    [Fact, Trait("Length", "long")]
    public Task Killing_PostgreSQL_twenty_times_loses_nothing_and_it_comes_back_by_itself() => CrashAsync(server => KillDatabaseAsync(server, times: 10));

    [Fact, Trait("Length", "long")]
    public async Task A_full_disk_loses_nothing_that_was_acknowledged()
    {
        var (image, disk) = (Path.Join(_folder, "disk.img"), Path.Join(_folder, "disk"));
        Directory.CreateDirectory(disk);
        Assert.SkipUnless(
            await RunAsync("truncate", "-s", "400M", image) && await RunAsync("mkfs.ext4", "-q", "-m", "0", image) && await RunAsync("mount", "-o", "loop", image, disk),
            "A small file system could not be mounted; that needs root and loop devices.");

        try
        {
            await CrashAsync(server => FillDiskAsync(server, Path.Join(disk, "ballast")), disk);
        }
        finally
        {
            await RunAsync("umount", disk);
        }
    }

    private async Task CrashAsync(Func<CrashingServer, Task> crash, string? folder = null)
    {
        await using var server = await CrashingServer.StartAsync(folder ?? _folder);
        using CancellationTokenSource enough = new();
        var writers = Enumerable.Range(0, _writers).Select(i => Task.Run(() => server.WriteAsync(i, enough.Token), Stop)).ToList();

        try
        {
            await crash(server);
            await server.MoreAsync(20);
        }
        finally
        {
            await enough.CancelAsync();
            await Task.WhenAll(writers);
        }

        await CheckAsync(server);
    }

    private async Task KillServerAsync(CrashingServer server, int times)
    {
        for (var i = 0; i < times; i++)
        {
            await server.MoreAsync(20);
            await Task.Delay(_random.Next(400), Stop);
            await server.KillAsync();
            await server.StartAgainAsync();
        }
    }

    /// <summary>Each time one of its processes, which makes it recover, and then itself, which makes the server start it anew.</summary>
    private async Task KillDatabaseAsync(CrashingServer server, int times)
    {
        for (var i = 0; i < times; i++)
        {
            await server.MoreAsync(20);
            await Task.Delay(_random.Next(400), Stop);
            server.KillBackend();
            await server.MoreAsync(20);
            await Task.Delay(_random.Next(400), Stop);
            server.KillPostmaster();
        }

        await server.MoreAsync(20);
        Assert.False(server.HasEnded);
    }

    private static async Task FillDiskAsync(CrashingServer server, string ballast)
    {
        await server.MoreAsync(50);
        await RunAsync("dd", "if=/dev/zero", $"of={ballast}", "bs=64K", "status=none");           // until nothing more fits
        var before = server.Refused;

        for (var patience = Stopwatch.StartNew(); server.Refused < before + 100; await Task.Delay(100, Stop))
            if (patience.Elapsed > TimeSpan.FromMinutes(4)) throw new TimeoutException($"The disk is full and {server.Acknowledged.Count} writes were taken.");

        File.Delete(ballast);
        if (server.HasEnded) await server.StartAgainAsync();
    }

    private static async Task CheckAsync(CrashingServer server)
    {
        var export = await server.ExportAsync();
        var verified = await AssayProgram.RunAsync(["verify", export]);
        Assert.True(verified.Exit == 0, verified.Output + verified.Errors);

        using var files = PackFiles.Open(export);
        using StreamReader index = new(files.Read(LogPaths.Index));
        var numbers = (await index.ReadToEndAsync(Stop)).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => LogIndexLine.Read(line)!.Sequence!.Value).ToList();
        Assert.Equal(Enumerable.Range(0, numbers.Count).Select(i => (long)i), numbers);

        var told = Names(files).ToList();
        Assert.Empty(server.Acknowledged.Except(told));
        Assert.Equal(told.Count, told.Distinct().Count());
        Assert.Equal((await server.AskAsync("select name from registered_model")).Order(), told.Order());          // no row without its entry, no entry without its row

        TestContext.Current.TestOutputHelper?.WriteLine($"{server.Acknowledged.Count} writes acknowledged, {server.Refused} not; {told.Count} in the ledger of {numbers.Count} entries.");
    }

    /// <summary>The models that the log tells of.</summary>
    private static IEnumerable<string> Names(PackFiles files)
    {
        foreach (var path in files.Paths.Where(p => p.StartsWith("tile/entries/", StringComparison.Ordinal)))
        {
            foreach (var text in Entries(files.TryRead(path, int.MaxValue)!).Select(e => EntryText.Read(e)!).Where(e => e.Kind == "model.registered"))
            {
                using var body = JsonDocument.Parse(text.Body);
                yield return body.RootElement.GetProperty("name").GetString()!;
            }
        }
    }

    private static List<string> Entries(ReadOnlySpan<byte> bundle)
    {
        List<string> entries = [];
        while (EntryBundle.TryRead(ref bundle, out var entry)) entries.Add(System.Text.Encoding.UTF8.GetString(entry));
        return entries;
    }

    private static async Task<bool> RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardError = true, RedirectStandardOutput = true })!;
        await process.WaitForExitAsync(CancellationToken.None);
        return process.ExitCode == 0;
    }
}
