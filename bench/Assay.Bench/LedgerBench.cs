using System.Diagnostics;
using System.Runtime.CompilerServices;
using Assay.Database;
using Assay.Ledger;
using Npgsql;

namespace Assay.Bench;

/// <summary>What a durable entry costs against a row that is merely copied in, and what verifying costs against hashing alone.</summary>
internal static class LedgerBench
{
    private const int _writers = 16;
    private const int _entries = 100;           // a request
    private const int _rounds = 3;

    private static readonly TimeSpan _round = TimeSpan.FromSeconds(4);

    public static async IAsyncEnumerable<Figure> RunAsync([EnumeratorCancellation] CancellationToken stop)
    {
        await using (var ledger = await BareLedger.StartAsync(stop))
        {
            List<double> raw = [], copied = [], inserted = [];

            for (var i = -1; i < _rounds; i++)          // by turns, so that whatever else the machine does falls on all of them
            {
                var (one, two, three) = (await RateAsync(ledger.CopyRawAsync, stop), await RateAsync(ledger.AppendAsync, stop), await RateAsync(ledger.InsertAsync, stop));
                if (i < 0) continue;

                raw.Add(one);
                copied.Add(two);
                inserted.Add(three);
            }

            yield return Cost("durable append, COPY", copied, raw, 2);
            yield return Cost("durable append where no login may bypass row security, unnest", inserted, raw, null);
            yield return new("entries acknowledged a second, COPY", Math.Round(Median(copied)), "1/s", null, null);
            yield return new("entries acknowledged a second, unnest", Math.Round(Median(inserted)), "1/s", null, null);

            var (numbered, seconds) = await ledger.NumberAsync(stop);
            yield return new("entries numbered and signed a second", Math.Round(numbered / seconds), "1/s", null, null);
        }

        await foreach (var figure in VerifyBench.RunAsync(stop)) yield return figure;
    }

    /// <summary>Microseconds an entry; twice those of the raw copy is half its speed.</summary>
    private static Figure Cost(string name, List<double> rates, List<double> raw, double? bar) =>
        new(name, Math.Round(1e6 / Median(rates), 2), "µs an entry", Math.Round(1e6 / Median(raw), 2), bar);

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    /// <returns>Entries that were on disk, a second.</returns>
    private static async Task<double> RateAsync(Func<IReadOnlyList<LedgerEntry>, CancellationToken, Task> write, CancellationToken stop)
    {
        var from = Stopwatch.GetTimestamp();
        var written = 0;

        await Task.WhenAll(Enumerable.Range(0, _writers).Select(_ => Task.Run(async () =>
        {
            while (Stopwatch.GetElapsedTime(from) < _round)
            {
                await write(BareLedger.Entries(_entries), stop);
                Interlocked.Add(ref written, _entries);
            }
        }, stop)));

        return written / Stopwatch.GetElapsedTime(from).TotalSeconds;
    }
}
