using System.Runtime.InteropServices;
using Assay.Statistics.Tables;

namespace Assay.Statistics.Drift;

public static class CategoryDrift
{
    /// <summary>A plot of more than these says nothing; the rest is in the figures all the same.</summary>
    private const int _mostBins = 50;

    /// <param name="reference">How often each category occurs. Neither may be empty.</param>
    public static ColumnDrift Measure(string column, IReadOnlyDictionary<string, long> reference, IReadOnlyDictionary<string, long> current)
    {
        var names = reference.Keys.Union(current.Keys).Order(StringComparer.Ordinal).ToList();
        long[] from = [.. names.Select(name => reference.GetValueOrDefault(name))], to = [.. names.Select(name => current.GetValueOrDefault(name))];
        double[] fromShares = Shares(from), toShares = Shares(to);
        var stability = Distances.StabilityIndex(fromShares, toShares);

        return new()
        {
            Column = column,
            Kind = ColumnKind.Category,
            Verdict = DriftVerdicts.Of(stability),
            Psi = stability,
            JensenShannon = Distances.JensenShannon(fromShares, toShares),
            ChiSquare = ChiSquare.Of(from, to),
            Bins = [.. names.Select((name, i) => new DriftBin(name, fromShares[i], toShares[i])).OrderByDescending(b => b.Reference + b.Current).Take(_mostBins)],
            Recipe = new()
            {
                Mode = ReadingMode.Exact,
                ReferenceCount = from.Sum(),
                CurrentCount = to.Sum(),
                Missing = MissingValues.Recipe,
                Psi = new("one for each category of either population", names.Count, $"shares below {Distances.SmallestShare} count as {Distances.SmallestShare}; natural logarithm"),
                JensenShannon = new("one for each category of either population", names.Count, "0 log 0 = 0; the root of the divergence", Base: 2),
                ChiSquare = "Pearson, 2 × categories, no continuity correction",
            },
        };
    }

    /// <summary>How often each value occurs.</summary>
    public static IReadOnlyDictionary<string, long> Count(ReadOnlySpan<string> values)
    {
        var counts = new Dictionary<string, long>();
        foreach (var value in values) CollectionsMarshal.GetValueRefOrAddDefault(counts, value, out _)++;
        return counts;
    }

    private static double[] Shares(long[] counts)
    {
        var all = (double)counts.Sum();
        return [.. counts.Select(count => count / all)];
    }
}
