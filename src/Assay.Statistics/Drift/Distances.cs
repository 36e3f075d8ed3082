namespace Assay.Statistics.Drift;

/// <summary>How far two shares of the same bins are apart.</summary>
public static class Distances
{
    /// <summary>What a bin that nobody is in counts as, because the logarithm of nothing is infinite.</summary>
    public const double SmallestShare = 0.0001;

    /// <summary>The population stability index.</summary>
    public static double StabilityIndex(ReadOnlySpan<double> reference, ReadOnlySpan<double> current)
    {
        var sum = 0.0;
        for (var i = 0; i < reference.Length; i++)
        {
            var (r, c) = (Math.Max(reference[i], SmallestShare), Math.Max(current[i], SmallestShare));
            sum += (c - r) * Math.Log(c / r);
        }

        return sum;
    }

    /// <summary>The distance, so the root of the divergence, in base 2: from 0 for equal to 1 for disjoint.</summary>
    public static double JensenShannon(ReadOnlySpan<double> reference, ReadOnlySpan<double> current)
    {
        var sum = 0.0;
        for (var i = 0; i < reference.Length; i++)
        {
            var middle = (reference[i] + current[i]) / 2;
            sum += Entropy(reference[i], middle) + Entropy(current[i], middle);
        }

        return Math.Sqrt(Math.Max(0, sum / Math.Log(2) / 2));
    }

    private static double Entropy(double share, double middle) => share > 0 ? share * Math.Log(share / middle) : 0;

    /// <summary>The largest distance of the two distribution functions (Kolmogorov–Smirnov), and the area between them (Wasserstein), in one walk.</summary>
    public static (double Largest, double Area) BetweenDistributions(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        var (i, j, largest, area) = (0, 0, 0.0, 0.0);
        var (shareA, shareB) = (1.0 / a.Length, 1.0 / b.Length);
        var (difference, before) = (0.0, Math.Min(a[0], b[0]));

        while (i < a.Length && j < b.Length)
        {
            var (nextA, nextB) = (a[i], b[j]);
            var value = Math.Min(nextA, nextB);
            area += Math.Abs(difference) * (value - before);
            before = value;

            if (nextA == value) do i++; while (i < a.Length && a[i] == value);
            if (nextB == value) do j++; while (j < b.Length && b[j] == value);

            difference = i * shareA - j * shareB;
            largest = Math.Max(largest, Math.Abs(difference));
        }

        // What is left of one lies beyond all of the other: its function climbs to one, so the distance only shrinks.
        return (Math.Min(1, largest), area + (i < a.Length ? Beyond(a, i, before) : Beyond(b, j, before)));
    }

    private static double Beyond(ReadOnlySpan<double> values, int from, double before)
    {
        var area = 0.0;
        for (var i = from; i < values.Length; i++)
        {
            area += (1 - (double)i / values.Length) * (values[i] - before);
            before = values[i];
        }

        return area;
    }
}
