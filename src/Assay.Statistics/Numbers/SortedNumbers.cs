using System.Numerics;
using System.Runtime.InteropServices;

namespace Assay.Statistics.Numbers;

/// <summary>What is quickly said of numbers that are in order.</summary>
public static class SortedNumbers
{
    /// <summary>The quantile by linear interpolation between neighbours, as NumPy's default does it.</summary>
    public static double Quantile(ReadOnlySpan<double> sorted, double share)
    {
        var position = share * (sorted.Length - 1);
        var below = (int)Math.Floor(position);
        if (below + 1 >= sorted.Length) return sorted[^1];

        var (low, high, part) = (sorted[below], sorted[below + 1], position - below);
        return part < 0.5 ? low + (high - low) * part : high - (high - low) * (1 - part);
    }

    /// <returns>How many are at most the limit.</returns>
    public static int CountTo(ReadOnlySpan<double> sorted, double limit)
    {
        var (low, high) = (0, sorted.Length);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (sorted[middle] <= limit) low = middle + 1;
            else high = middle;
        }

        return low;
    }

    /// <returns>How many are less than the limit.</returns>
    public static int CountBelow(ReadOnlySpan<double> sorted, double limit) => CountTo(sorted, Math.BitDecrement(limit));

    public static double Mean(ReadOnlySpan<double> values) => Sum(values, 0, squared: false) / values.Length;

    /// <summary>With n − 1 below, so of a sample; 0 for a single value.</summary>
    public static double Deviation(ReadOnlySpan<double> values, double mean) =>
        values.Length < 2 ? 0 : Math.Sqrt(Sum(values, mean, squared: true) / (values.Length - 1));

    private static double Sum(ReadOnlySpan<double> values, double mean, bool squared)
    {
        var wide = MemoryMarshal.Cast<double, Vector<double>>(values);
        var (sums, means) = (Vector<double>.Zero, new Vector<double>(mean));

        foreach (var vector in wide)
        {
            var difference = vector - means;
            sums += squared ? difference * difference : difference;
        }

        var sum = Vector.Sum(sums);
        foreach (var value in values[(wide.Length * Vector<double>.Count)..]) sum += squared ? (value - mean) * (value - mean) : value - mean;
        return sum;
    }
}
