using Assay.Statistics.Fairness;

namespace Assay.Cli;

internal static class FairnessWords
{
    public static IEnumerable<(string Name, double? Value)> Of(FairnessMetrics metrics) =>
    [
        ("Demographic parity difference", metrics.DemographicParityDifference),
        ("Demographic parity ratio", metrics.DemographicParityRatio),
        ("Disparate impact", metrics.DisparateImpact),
        ("Equal opportunity difference", metrics.EqualOpportunityDifference),
        ("Equal opportunity ratio", metrics.EqualOpportunityRatio),
        ("Equalised odds difference", metrics.EqualizedOddsDifference),
        ("Equalised odds ratio", metrics.EqualizedOddsRatio),
    ];

    /// <summary>Why a measure has no value.</summary>
    public static string Absent(string name, FairnessReport report) =>
        report.Recipe.Label is null && name.StartsWith("Equal", StringComparison.Ordinal) ? "needs labels" : "insufficient";

    public static string Of(FairnessVerdict verdict) => verdict switch
    {
        FairnessVerdict.Pass => "Pass: disparate impact is at least 0.8.",
        FairnessVerdict.Fail => "Fail: disparate impact is below 0.8.",
        _ => "Inconclusive: a group is too small to say, and that is no pass.",
    };
}
