using Assay.Statistics.Numbers;

namespace Assay.Statistics.Drift;

/// <summary>A population in a few numbers. The standard deviation is that of a sample; quantiles interpolate linearly.</summary>
public sealed record PopulationSummary(long Count, long Missing, double Mean, double StandardDeviation, double Minimum, double LowerQuartile, double Median, double UpperQuartile, double Maximum)
{
    public static PopulationSummary Of(ReadOnlySpan<double> sorted, long count, long missing)
    {
        var mean = SortedNumbers.Mean(sorted);
        return new(count, missing, mean, SortedNumbers.Deviation(sorted, mean), sorted[0],
            SortedNumbers.Quantile(sorted, 0.25), SortedNumbers.Quantile(sorted, 0.5), SortedNumbers.Quantile(sorted, 0.75), sorted[^1]);
    }
}
