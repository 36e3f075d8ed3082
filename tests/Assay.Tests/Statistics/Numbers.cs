namespace Assay.Tests.Statistics;

/// <summary>Numbers that are the same on every machine: sums of uniform ones, without a function that libraries round differently.</summary>
internal static class Numbers
{
    public static double[] Sums(int count, ulong seed, double shift = 0, int terms = 3) =>
        [.. Enumerable.Range(0, count).Select(_ => Enumerable.Range(0, terms).Sum(_ => Uniform(ref seed)) + shift)];

    /// <summary>SplitMix64.</summary>
    private static double Uniform(ref ulong state)
    {
        var z = state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return ((z ^ (z >> 31)) >> 11) * (1.0 / (1UL << 53));
    }
}
