namespace Assay.Statistics.Numbers;

/// <summary>How likely a Kolmogorov–Smirnov distance between two samples of one distribution is.</summary>
public static class TwoSamples
{
    /// <summary>Samples up to this size are counted exactly; beyond it the one-sample law at the harmonic size is as good.</summary>
    public const int LargestExact = 10_000;

    public static double Survival(long n, long m, double distance)
    {
        if (Math.Max(n, m) <= LargestExact) return Exact((int)n, (int)m, distance);

        var size = (double)n * m / ((double)n + m);
        return Kolmogorov.Survival((int)Math.Min(int.MaxValue, Math.Round(size)), distance);
    }

    public static string Rule(long n, long m) => Math.Max(n, m) <= LargestExact
        ? "exact: share of lattice paths that leave the band"
        : $"kstwo: one-sample law at n = {Math.Round((double)n * m / ((double)n + m)):0}, by Simard and L'Ecuyer";

    /// <summary>
    /// A random order of both samples is a path over the lattice; the p-value is the chance that it leaves the band of
    /// this width. One diagonal at a time, so the mass that leaves is added up and not what is left of one.
    /// </summary>
    private static double Exact(int n, int m, double distance)
    {
        var unit = (long)GreatestDivisor(n, m);
        var steps = (long)Math.Round(distance * (n / unit) * m);
        if (steps == 0) return 1;

        var (width, all) = (steps * unit, (long)n + m);
        var mass = new double[n + 2];
        var (low, high, outside) = (0, 0, 0.0);
        mass[0] = 1;

        for (var step = 1L; step <= all; step++)
        {
            var left = all - step + 1.0;
            for (var i = high + 1; i >= low; i--)
                mass[i] = mass[i] * (m - (step - 1 - i)) / left + (i > low ? mass[i - 1] * (n - i + 1) / left : 0);
            high = Math.Min(n, high + 1);

            for (; low <= high && step * n - low * all >= width; low++) Leave(low);
            for (; high >= low && high * all - step * n >= width; high--) Leave(high);
            if (low > high) return Math.Min(1, outside);
        }

        return Math.Min(1, outside);

        void Leave(int i)
        {
            outside += mass[i];
            mass[i] = 0;
        }
    }

    private static int GreatestDivisor(int a, int b) => b == 0 ? a : GreatestDivisor(b, a % b);
}
