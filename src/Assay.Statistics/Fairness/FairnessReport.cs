using System.Text.Json.Serialization;

namespace Assay.Statistics.Fairness;

/// <summary>How a model treats groups, with what somebody else needs to come to the same figures.</summary>
public sealed record FairnessReport
{
    /// <summary>A rate of fewer records says more about chance than about the model.</summary>
    public const int DefaultMinimum = 30;

    /// <summary>The four-fifths rule: the least favoured group is selected at least this often for each time the most favoured is.</summary>
    public const double FourFifths = 0.8;

    public required IReadOnlyList<GroupRates> Groups { get; init; }
    public required FairnessMetrics Metrics { get; init; }
    public required FairnessVerdict FourFifthsRule { get; init; }
    public required FairnessRecipe Recipe { get; init; }

    public static FairnessReport Of(IReadOnlyCollection<GroupTally> tallies, FairnessRecipe recipe)
    {
        var groups = tallies.Select(t => GroupRates.Of(t, recipe.Label is not null, recipe.MinimumCount)).OrderBy(g => g.Group, StringComparer.Ordinal).ToList();
        var metrics = FairnessMetrics.Of(groups, recipe.MinimumCount);

        return new() { Groups = groups, Metrics = metrics, FourFifthsRule = Judge(metrics, groups, FourFifths, recipe.MinimumCount), Recipe = recipe };
    }

    /// <summary>Inconclusive is never a pass: a group that is too small to be judged may be the one that is treated worst.</summary>
    public FairnessVerdict Judge(double leastRatio) => Judge(Metrics, Groups, leastRatio, Recipe.MinimumCount);

    private static FairnessVerdict Judge(FairnessMetrics metrics, IEnumerable<GroupRates> groups, double least, int minimum) =>
        metrics.DisparateImpact < least ? FairnessVerdict.Fail
        : metrics.DisparateImpact is null || groups.Any(g => g.Count < minimum) ? FairnessVerdict.Inconclusive
        : FairnessVerdict.Pass;
}

[JsonConverter(typeof(EnumWords<FairnessVerdict>))]
public enum FairnessVerdict
{
    Pass,
    Fail,
    Inconclusive,
}

public sealed record FairnessRecipe(string Prediction, string Group, string? Label, string Positive, int MinimumCount, long Count, long LeftOut)
{
    public string Comparison { get; } = "largest against smallest among groups with at least the minimum count of records (true positive rates: of positive labels; false positive rates: of negative labels)";

    public string Intervals { get; } = "Wilson, 95 %";

    /// <summary>Rows without a prediction, a group or, where labels are used, a label.</summary>
    public string Missing { get; } = Tables.MissingValues.Recipe;
}
