using Assay.Statistics.Fairness;
using Assay.Statistics.Quality;

namespace Assay.Tests.Statistics;

public sealed class FairnessTests
{
    private static readonly FairnessRecipe _recipe = new("p", "g", "l", "1", 10, 200, 0);

    [Fact]
    public void Rates_and_measures_are_those_worked_out_by_hand()
    {
        // a: 60 of 100 selected, 50 positive of whom 40 selected; b: 30 of 100 selected, 40 positive of whom 20 selected.
        var report = FairnessReport.Of([Group("a", 40, 20, 10, 30), Group("b", 20, 10, 20, 50)], _recipe);
        var (a, b) = (report.Groups[0], report.Groups[1]);

        Assert.Equal((0.6, 0.8, 0.4), (a.SelectionRate, a.TruePositiveRate, a.FalsePositiveRate));
        Assert.Equal((0.3, 0.5, 10.0 / 60), (b.SelectionRate, b.TruePositiveRate, b.FalsePositiveRate));
        Assert.Equal(0.3, report.Metrics.DemographicParityDifference!.Value, 12);
        Assert.Equal(0.5, report.Metrics.DisparateImpact!.Value, 12);
        Assert.Equal(0.3, report.Metrics.EqualOpportunityDifference!.Value, 12);
        Assert.Equal(0.3, report.Metrics.EqualizedOddsDifference!.Value, 12);
        Assert.Equal(10.0 / 60 / 0.4, report.Metrics.EqualizedOddsRatio!.Value, 12);
        Assert.Equal(FairnessVerdict.Fail, report.FourFifthsRule);

        // Wilson's interval of 60 of 100, as published tables give it.
        Assert.Equal((0.5020, 0.6906), (Math.Round(a.SelectionRateInterval.Low, 4), Math.Round(a.SelectionRateInterval.High, 4)));
    }

    [Fact]
    public void A_group_that_is_too_small_is_left_out_and_keeps_the_rest_from_passing()
    {
        var report = FairnessReport.Of([Group("a", 40, 10, 10, 40), Group("b", 40, 10, 10, 40), Group("c", 0, 0, 1, 2)], _recipe);

        Assert.Equal("3 records; at least 10 are needed", report.Groups[2].Insufficient);
        Assert.Equal(1, report.Metrics.DisparateImpact);
        Assert.Equal(FairnessVerdict.Inconclusive, report.FourFifthsRule);
    }

    [Fact]
    public void One_group_alone_is_compared_with_nothing()
    {
        var report = FairnessReport.Of([Group("a", 40, 10, 10, 40)], _recipe);

        Assert.Null(report.Metrics.DemographicParityDifference);
        Assert.Equal(FairnessVerdict.Inconclusive, report.FourFifthsRule);
    }

    [Fact]
    public void Flipped_labels_are_found_and_sound_ones_are_left_alone()
    {
        var random = new Random(7);
        var features = Enumerable.Range(0, 600).Select(i => new[] { (i % 2 * 6) + random.NextDouble(), (i % 2 * 6) + random.NextDouble() }).ToList();
        var labels = features.Select((_, i) => i % 2 == 0 ? "spam" : "ham").ToList();
        Assert.False(LabelScreen.Run(features, labels).Flagged);

        int[] flipped = [.. Enumerable.Range(0, 24).Select(i => i * 25)];
        foreach (var row in flipped) labels[row] = labels[row] == "spam" ? "ham" : "spam";
        var screening = LabelScreen.Run(features, labels);

        Assert.True(screening.Flagged);
        Assert.Equal(flipped, screening.Suspects.Select(s => s.Row).Order());
    }

    private static GroupTally Group(string name, int truePositives, int falsePositives, int falseNegatives, int trueNegatives)
    {
        var tally = new GroupTally(name);
        for (var i = 0; i < truePositives; i++) tally.Add(true, true);
        for (var i = 0; i < falsePositives; i++) tally.Add(true, false);
        for (var i = 0; i < falseNegatives; i++) tally.Add(false, true);
        for (var i = 0; i < trueNegatives; i++) tally.Add(false, false);
        return tally;
    }
}
