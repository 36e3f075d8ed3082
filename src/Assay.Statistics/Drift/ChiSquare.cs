using Assay.Statistics.Numbers;

namespace Assay.Statistics.Drift;

/// <summary>Pearson's test that two populations share their categories, without a continuity correction.</summary>
public sealed record ChiSquare(double Statistic, double PValue, int DegreesOfFreedom)
{
    /// <param name="reference">Counts of each category; none is 0 in both.</param>
    public static ChiSquare Of(ReadOnlySpan<long> reference, ReadOnlySpan<long> current)
    {
        double first = 0, second = 0, statistic = 0;
        foreach (var count in reference) first += count;
        foreach (var count in current) second += count;

        for (var i = 0; i < reference.Length; i++)
        {
            var both = (reference[i] + current[i]) / (first + second);
            statistic += Term(reference[i], both * first) + Term(current[i], both * second);
        }

        var degrees = reference.Length - 1;
        return new(statistic, degrees == 0 ? 1 : Gamma.UpperRegularized(degrees / 2.0, statistic / 2), degrees);
    }

    private static double Term(double count, double expected) => (count - expected) * (count - expected) / expected;
}
