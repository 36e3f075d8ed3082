using Assay.Statistics.Numbers;

namespace Assay.Statistics.Fairness;

/// <summary>One group's rates, each with its interval; those that need labels are null without them, or where nothing is below the line.</summary>
public sealed record GroupRates
{
    public required string Group { get; init; }
    public required long Count { get; init; }
    public required long Selected { get; init; }
    public required double SelectionRate { get; init; }
    public required Interval SelectionRateInterval { get; init; }
    public long? Positives { get; init; }
    public long? Negatives { get; init; }
    public double? BaseRate { get; init; }
    public double? TruePositiveRate { get; init; }
    public Interval? TruePositiveRateInterval { get; init; }
    public double? FalsePositiveRate { get; init; }
    public Interval? FalsePositiveRateInterval { get; init; }
    public double? TrueNegativeRate { get; init; }
    public double? FalseNegativeRate { get; init; }
    public double? Precision { get; init; }
    public double? Accuracy { get; init; }

    /// <summary>Why this group, or its positives or negatives, is left out of the comparison; null where all of it is in.</summary>
    public string? Insufficient { get; init; }

    public static GroupRates Of(GroupTally tally, bool labelled, int minimum)
    {
        var rates = new GroupRates
        {
            Group = tally.Group,
            Count = tally.Count,
            Selected = tally.Selected,
            SelectionRate = (double)tally.Selected / tally.Count,
            SelectionRateInterval = Binomial.Wilson(tally.Selected, tally.Count),
            Insufficient = TooFew(tally, labelled, minimum),
        };

        return !labelled ? rates : rates with
        {
            Positives = tally.Positives,
            Negatives = tally.Negatives,
            BaseRate = (double)tally.Positives / tally.Count,
            TruePositiveRate = Share(tally.TruePositives, tally.Positives),
            TruePositiveRateInterval = Wilson(tally.TruePositives, tally.Positives),
            FalsePositiveRate = Share(tally.FalsePositives, tally.Negatives),
            FalsePositiveRateInterval = Wilson(tally.FalsePositives, tally.Negatives),
            TrueNegativeRate = Share(tally.Negatives - tally.FalsePositives, tally.Negatives),
            FalseNegativeRate = Share(tally.Positives - tally.TruePositives, tally.Positives),
            Precision = Share(tally.TruePositives, tally.Selected),
            Accuracy = Share(tally.TruePositives + tally.Negatives - tally.FalsePositives, tally.Count),
        };
    }

    private static string? TooFew(GroupTally tally, bool labelled, int minimum) =>
        tally.Count < minimum ? $"{tally.Count} records; at least {minimum} are needed"
        : labelled && tally.Positives < minimum ? $"{tally.Positives} positive labels; at least {minimum} are needed"
        : labelled && tally.Negatives < minimum ? $"{tally.Negatives} negative labels; at least {minimum} are needed"
        : null;

    private static double? Share(long part, long whole) => whole == 0 ? null : (double)part / whole;

    private static Interval? Wilson(long part, long whole) => whole == 0 ? null : Binomial.Wilson(part, whole);
}
