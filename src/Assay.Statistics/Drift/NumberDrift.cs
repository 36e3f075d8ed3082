using Assay.Statistics.Numbers;
using Assay.Statistics.Tables;

namespace Assay.Statistics.Drift;

/// <summary>A population of numbers in order, or what a sketch kept of it.</summary>
public readonly ref struct NumberPopulation(ReadOnlySpan<double> sorted, long count, long missing, double? rankError = null)
{
    public ReadOnlySpan<double> Sorted { get; } = sorted;
    public long Count { get; } = count;
    public long Missing { get; } = missing;
    public double? RankError { get; } = rankError;

    public PopulationSummary Summary => PopulationSummary.Of(Sorted, Count, Missing);
}

public static class NumberDrift
{
    public const int QuantileBins = 10;
    public const int WidthBins = 50;

    /// <param name="reference">Neither may be empty.</param>
    public static ColumnDrift Measure(string column, NumberPopulation reference, NumberPopulation current)
    {
        var (largest, area) = Distances.BetweenDistributions(reference.Sorted, current.Sorted);
        var (quantiles, fromQuantile, toQuantile) = Bins.ByQuantile(reference.Sorted, current.Sorted, QuantileBins);
        var (edges, from, to) = Bins.ByWidth(reference.Sorted, current.Sorted, WidthBins);
        var stability = Distances.StabilityIndex(fromQuantile, toQuantile);
        var error = reference.RankError is null && current.RankError is null ? (double?)null : Math.Max(reference.RankError ?? 0, current.RankError ?? 0);

        return new()
        {
            Column = column,
            Kind = ColumnKind.Number,
            Verdict = DriftVerdicts.Of(stability),
            Ks = new(largest, TwoSamples.Survival(reference.Count, current.Count, largest)),
            Psi = stability,
            JensenShannon = Distances.JensenShannon(from, to),
            Wasserstein = area,
            Reference = reference.Summary,
            Current = current.Summary,
            Bins = [.. from.Select((share, i) => new DriftBin($"{edges[i]:G6} to {edges[i + 1]:G6}", share, to[i]))],
            Recipe = new()
            {
                Mode = error is null ? ReadingMode.Exact : ReadingMode.Sketch,
                ReferenceCount = reference.Count,
                CurrentCount = current.Count,
                Missing = MissingValues.Recipe,
                Ks = $"two-sided; p-value {TwoSamples.Rule(reference.Count, current.Count)}",
                Psi = new("distinct inner quantiles of the reference by linear interpolation; outermost open; a value on an edge belongs below", quantiles.Length + 1, $"shares below {Distances.SmallestShare} count as {Distances.SmallestShare}; natural logarithm", quantiles),
                JensenShannon = new("equal width over both populations; a value on an edge belongs above, the largest to the last", WidthBins, "0 log 0 = 0; the root of the divergence", [edges[0], edges[^1]], 2),
                Wasserstein = "first Wasserstein distance: the area between the distribution functions, in units of the column",
                RankError = error,
            },
        };
    }
}
