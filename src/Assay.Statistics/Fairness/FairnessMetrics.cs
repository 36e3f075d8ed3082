namespace Assay.Statistics.Fairness;

/// <summary>
/// The largest group against the smallest. A difference of 0 and a ratio of 1 mean no disparity; null means that fewer
/// than two groups were large enough, or that there were no labels.
/// </summary>
public sealed record FairnessMetrics
{
    public double? DemographicParityDifference { get; init; }
    public double? DemographicParityRatio { get; init; }

    /// <summary>The lowest selection rate over the highest, which the four-fifths rule compares with 0.8.</summary>
    public double? DisparateImpact { get; init; }

    public double? EqualOpportunityDifference { get; init; }
    public double? EqualOpportunityRatio { get; init; }

    /// <summary>The worse of the true and the false positive rate.</summary>
    public double? EqualizedOddsDifference { get; init; }

    public double? EqualizedOddsRatio { get; init; }

    /// <param name="groups">A rate counts where at least the minimum of records lies below its line.</param>
    public static FairnessMetrics Of(IReadOnlyCollection<GroupRates> groups, int minimum)
    {
        var selection = Spread(groups.Where(g => g.Count >= minimum).Select(g => g.SelectionRate));
        var truth = Spread(groups.Where(g => g.Positives >= minimum).Select(g => g.TruePositiveRate!.Value));
        var falsehood = Spread(groups.Where(g => g.Negatives >= minimum).Select(g => g.FalsePositiveRate!.Value));

        return new()
        {
            DemographicParityDifference = selection?.Difference,
            DemographicParityRatio = selection?.Ratio,
            DisparateImpact = selection?.Ratio,
            EqualOpportunityDifference = truth?.Difference,
            EqualOpportunityRatio = truth?.Ratio,
            EqualizedOddsDifference = truth is null || falsehood is null ? null : Math.Max(truth.Difference, falsehood.Difference),
            EqualizedOddsRatio = truth is null || falsehood is null ? null : Math.Min(truth.Ratio, falsehood.Ratio),
        };
    }

    private sealed record Range(double Difference, double Ratio);

    private static Range? Spread(IEnumerable<double> rates)
    {
        var all = rates.ToList();
        if (all.Count < 2) return null;

        var (low, high) = (all.Min(), all.Max());
        return new(high - low, high == 0 ? 1 : low / high);        // where nobody is selected, all are treated alike
    }
}
