using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Assay.Statistics.Drift;
using Assay.Statistics.Numbers;

namespace Assay.Bench;

/// <summary>A million values against a million, by SciPy and by us, in turns.</summary>
internal static class DriftBench
{
    private const int _values = 1_000_000;
    private const int _times = 5;

    public static async IAsyncEnumerable<Figure> RunAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken stop)
    {
        if (!SciPy.IsHere) throw new InvalidOperationException("SciPy is missing (Debian: apt-get install python3-scipy).");

        var folder = Directory.CreateTempSubdirectory("assay-drift-");
        try
        {
            var random = new Random(20260302);
            var (before, after) = (Numbers(random, 0), Numbers(random, 0.002));
            var (names, later) = (Names(random, 20), Names(random, 20));

            string File(string name, ReadOnlySpan<byte> bytes)
            {
                var path = Path.Join(folder.FullName, name);
                System.IO.File.WriteAllBytes(path, bytes);
                return path;
            }

            List<(string, string, string)> pairs =
            [
                ("number", File("a", MemoryMarshal.AsBytes(before.AsSpan())), File("b", MemoryMarshal.AsBytes(after.AsSpan()))),
                ("category", File("c", Fixed(names)), File("d", Fixed(later))),
            ];

            var (ours, theirs) = (new List<double>(), new List<double>());
            var apart = 0.0;
            for (var i = 0; i < _times; i++)
            {
                var scipy = await SciPy.RunAsync(pairs, stop);
                var from = Stopwatch.GetTimestamp();
                var (number, category) = (MeasureNumbers(before, after), CategoryDrift.Measure("c", CategoryDrift.Count(names), CategoryDrift.Count(later)));
                ours.Add(Stopwatch.GetElapsedTime(from).TotalSeconds);
                theirs.Add(scipy.Sum(s => s.GetProperty("seconds").GetDouble()));
                apart = Math.Max(apart, Apart(number, category, scipy));
            }

            var (our, their) = (ours.Order().ElementAt(_times / 2), theirs.Order().ElementAt(_times / 2));
            yield return new("KS, PSI, Jensen–Shannon, Wasserstein and χ² of 1 M against 1 M values, against SciPy", our, "s", their, 0.2);
            yield return new("their largest difference from SciPy", apart, "absolute", null, 1e-9);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static ColumnDrift MeasureNumbers(double[] before, double[] after)
    {
        var (first, second, scratch) = ((double[])before.Clone(), (double[])after.Clone(), new double[_values]);
        RadixSort.Sort(first, scratch);
        RadixSort.Sort(second, scratch);
        return NumberDrift.Measure("n", new(first, first.Length, 0), new(second, second.Length, 0));
    }

    private static double Apart(ColumnDrift number, ColumnDrift category, JsonElement[] scipy)
    {
        double Off(double ours, int of, string field) => Math.Abs(ours - scipy[of].GetProperty(field).GetDouble());

        return new[]
        {
            Off(number.Ks!.Statistic, 0, "ks"), Off(number.Ks.PValue, 0, "p_value"), Off(number.Psi, 0, "psi"), Off(number.JensenShannon, 0, "jensen_shannon"), Off(number.Wasserstein!.Value, 0, "wasserstein"),
            Off(category.ChiSquare!.Statistic, 1, "chi_square"), Off(category.ChiSquare.PValue, 1, "p_value"), Off(category.Psi, 1, "psi"), Off(category.JensenShannon, 1, "jensen_shannon"),
        }.Max();
    }

    private static double[] Numbers(Random random, double shift) =>
        [.. Enumerable.Range(0, _values).Select(_ => random.NextDouble() + random.NextDouble() + random.NextDouble() + shift)];

    private static string[] Names(Random random, int kinds) => [.. Enumerable.Range(0, _values).Select(_ => $"c{random.Next(kinds)}")];

    private static byte[] Fixed(string[] names)
    {
        var bytes = new byte[names.Length * 8];
        for (var i = 0; i < names.Length; i++) Encoding.ASCII.GetBytes(names[i], bytes.AsSpan(i * 8, 8));
        return bytes;
    }
}
