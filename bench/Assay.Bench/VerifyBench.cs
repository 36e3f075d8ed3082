using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using Assay.Ledger;

namespace Assay.Bench;

/// <summary>Verifying a log of 100,000 entries against the runtime's SHA-256 over the same leaves and nodes and nothing else.</summary>
internal static class VerifyBench
{
    private const int _size = 100_000;
    private const int _times = 5;

    public static async IAsyncEnumerable<Figure> RunAsync([EnumeratorCancellation] CancellationToken stop)
    {
        var folder = Directory.CreateTempSubdirectory("assay-bench-verify-").FullName;

        try
        {
            var (entries, inputs) = await WriteAsync(folder, stop);
            List<double> verify = [], hash = [], columns = [], zipped = [];
            var zip = $"{folder}.zip";

            for (var i = -1; i < _times; i++)
            {
                File.Delete(Path.Join(folder, LogPaths.Index));
                var (one, other) = (Time(() => Hash(inputs)), Time(() => Verify(folder)));
                await File.WriteAllLinesAsync(Path.Join(folder, LogPaths.Index), Index(entries), stop);
                var beside = Time(() => Verify(folder));
                if (!File.Exists(zip)) await ZipAsync(folder, zip, stop);
                var whole = Time(() => Verify(zip));
                if (i < 0) continue;

                hash.Add(one);
                verify.Add(other);
                columns.Add(beside);
                zipped.Add(whole);
            }

            yield return new($"verify a log of {_size} entries: signatures, entries, tree", Median(verify), "ms", Median(hash), 2);
            yield return new("the same, with the database's columns beside each entry", Median(columns), "ms", Median(hash), 2);
            yield return new("the same, as the ZIP that is exported", Median(zipped), "ms", Median(hash), 2);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
            File.Delete($"{folder}.zip");
        }
    }

    private static async Task ZipAsync(string folder, string zip, CancellationToken stop)
    {
        await using var file = File.Create(zip);
        ZipWriter writer = new(file);

        foreach (var path in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            await using var content = File.OpenRead(path);
            await writer.AddAsync(Path.GetRelativePath(folder, path).Replace('\\', '/'), content, stop);
        }

        await writer.FinishAsync(stop);
    }

    private static double Median(List<double> values) => Math.Round(values.Order().ElementAt(_times / 2), 1);

    private static double Time(Action work)
    {
        var from = Stopwatch.GetTimestamp();
        work();
        return Stopwatch.GetElapsedTime(from).TotalMilliseconds;
    }

    private static void Verify(string folder)
    {
        using var files = PackFiles.Open(folder);
        if (!VerifyLog.Run(files).Holds) throw new InvalidOperationException("The log does not verify.");
    }

    /// <summary>Each leaf and each node once, its bytes at hand.</summary>
    private static void Hash(List<byte[]> inputs)
    {
        Span<byte> hash = stackalloc byte[32];
        foreach (var input in inputs) SHA256.HashData(input, hash);
    }

    private static async Task<(List<LedgerEntry> Entries, List<byte[]> Inputs)> WriteAsync(string folder, CancellationToken stop)
    {
        var entries = BareLedger.Entries(_size).ToList();
        var texts = entries.ConvertAll(e => Encoding.UTF8.GetBytes(e.Text));
        List<byte[]> inputs = [.. texts.Select(t => (byte[])[0, .. t]), .. Enumerable.Repeat(new byte[65], _size - 1)];
        TreeEdge tree = new();

        foreach (var text in texts) tree.Append(Merkle.Leaf(text), (tile, row) => WriteFile(folder, tile.Path, LedgerTiles.Bytes(row)));
        foreach (var (tile, row) in tree.Partial) WriteFile(folder, tile.Path, LedgerTiles.Bytes(row));
        for (var number = 0; number * 256 < _size; number++)
        {
            var width = TileId.WidthAt(0, number, _size);
            WriteFile(folder, EntryBundle.PathOf(number, width), EntryBundle.Of(texts.GetRange(number * 256, width)));
        }

        var key = SignerKey.New("assay/bench");
        await File.WriteAllTextAsync(Path.Join(folder, LogPaths.Checkpoint), new Checkpoint("assay/bench", _size, tree.Root()).Sign(key), stop);
        await File.WriteAllTextAsync(Path.Join(folder, LogPaths.Keys), LogKeysFile.Write(key.Verifier, []), stop);
        return (entries, inputs);
    }

    private static IEnumerable<string> Index(List<LedgerEntry> entries) =>
        entries.Select((e, i) => new LogIndexLine(i, e.EntryId, e.Kind, e.OccurredAt, e.RecordedAt, e.Actor, e.Subject).ToString());

    private static void WriteFile(string folder, string path, byte[] content)
    {
        var file = Path.Join(folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllBytes(file, content);
    }
}
