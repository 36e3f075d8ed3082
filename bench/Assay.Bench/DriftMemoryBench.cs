using System.Globalization;
using System.Runtime.CompilerServices;

namespace Assay.Bench;

/// <summary>The most memory that drift holds for a gigabyte of CSV in twenty columns, held against itself.</summary>
internal static class DriftMemoryBench
{
    private const int _columns = 20;
    private const long _bytes = 1_000_000_000;

    public static async IAsyncEnumerable<Figure> RunAsync([EnumeratorCancellation] CancellationToken stop)
    {
        var program = await Repository.PublishCliAsync(stop);
        var folder = Directory.CreateTempSubdirectory("assay-drift-");

        try
        {
            var path = Path.Join(folder.FullName, "table.csv");
            var rows = Write(path);
            var empty = await MeasuredProcess.OnceAsync(program, ["--version"], stop);

            // One column is in memory at a time, so two of them have the peak of all.
            var exact = await MeasuredProcess.OnceAsync(program, ["drift", path, path, "--format", "json", "--column", "c0", "--column", "c19"], stop);
            yield return new($"drift, exact, 1 GB against itself, {rows} rows: peak", exact.PeakMegabytes, "MB", null, null);
            yield return new("of that, beyond an idle process, for each value held", (exact.PeakMegabytes - empty.PeakMegabytes) * 1024 * 1024 / (2.0 * rows), "bytes", null, 16);

            var sketch = await MeasuredProcess.OnceAsync(program, ["drift", path, path, "--format", "json", "--mode", "sketch"], stop);
            yield return new("drift, sketch, all 20 columns: peak", sketch.PeakMegabytes, "MB", null, 100);
            yield return new("its duration", sketch.Seconds, "s", null, null);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static long Write(string path)
    {
        var random = new Random(20260302);
        using var file = new StreamWriter(path, append: false, System.Text.Encoding.ASCII, bufferSize: 1 << 20) { NewLine = "\n" };
        file.WriteLine(string.Join(',', Enumerable.Range(0, _columns).Select(i => $"c{i}")));

        Span<char> number = stackalloc char[32];
        for (var (rows, written) = (0L, 0L); ; rows++)
        {
            if (written >= _bytes) return rows;

            for (var column = 0; column < _columns; column++)
            {
                random.NextDouble().TryFormat(number, out var length, "0.000000", CultureInfo.InvariantCulture);
                file.Write(number[..length]);
                file.Write(column < _columns - 1 ? ',' : '\n');
                written += length + 1;
            }
        }
    }
}
