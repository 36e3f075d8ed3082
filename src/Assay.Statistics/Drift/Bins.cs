using Assay.Statistics.Numbers;

namespace Assay.Statistics.Drift;

/// <summary>Where one bin ends and the next begins.</summary>
internal static class Bins
{
    /// <summary>
    /// Shares between the distinct inner quantiles of the reference, the outermost bins open; a value on an edge belongs
    /// to the bin below. Quantiles that fall together make fewer bins.
    /// </summary>
    public static (double[] Edges, double[] Reference, double[] Current) ByQuantile(ReadOnlySpan<double> reference, ReadOnlySpan<double> current, int bins)
    {
        var edges = new List<double>(bins);
        for (var i = 1; i < bins; i++)
        {
            var edge = SortedNumbers.Quantile(reference, i * (1.0 / bins));      // the steps of NumPy's linspace, to the last bit: a tie on an edge hangs on it
            if (edges.Count == 0 || edge > edges[^1]) edges.Add(edge);
        }

        return ([.. edges], SharesUpTo(reference, edges), SharesUpTo(current, edges));
    }

    /// <summary>Shares of bins of equal width over both populations; a value on an edge belongs to the bin above, the largest to the last.</summary>
    public static (double[] Edges, double[] Reference, double[] Current) ByWidth(ReadOnlySpan<double> reference, ReadOnlySpan<double> current, int bins)
    {
        var (low, high) = (Math.Min(reference[0], current[0]), Math.Max(reference[^1], current[^1]));
        if (low == high) (low, high) = (low - 0.5, high + 0.5);

        var edges = new double[bins + 1];
        for (var i = 0; i < bins; i++) edges[i] = i * ((high - low) / bins) + low;
        edges[bins] = high;

        return (edges, SharesFrom(reference, edges), SharesFrom(current, edges));
    }

    private static double[] SharesUpTo(ReadOnlySpan<double> sorted, List<double> edges)
    {
        var shares = new double[edges.Count + 1];
        var before = 0;

        for (var i = 0; i < shares.Length; i++)
        {
            var to = i < edges.Count ? SortedNumbers.CountTo(sorted, edges[i]) : sorted.Length;
            (shares[i], before) = ((double)(to - before) / sorted.Length, to);
        }

        return shares;
    }

    private static double[] SharesFrom(ReadOnlySpan<double> sorted, double[] edges)
    {
        var shares = new double[edges.Length - 1];
        var before = 0;

        for (var i = 0; i < shares.Length; i++)
        {
            var to = i < shares.Length - 1 ? SortedNumbers.CountBelow(sorted, edges[i + 1]) : sorted.Length;
            (shares[i], before) = ((double)(to - before) / sorted.Length, to);
        }

        return shares;
    }
}
