using Assay.Catalog.Content;

namespace Assay.Catalog.Gaps;

/// <summary>
/// The weights of the ranking, "our estimate, not an auditor's" (rules §2). The four parts sum to one, so that a score lies
/// between 0 and 100.
/// </summary>
public sealed record RankingWeights(decimal Group, decimal Alone, decimal Risk, decimal Time)
{
    public static RankingWeights Default { get; } = new(0.35m, 0.25m, 0.25m, 0.15m);

    /// <summary>How each group of tasks weighs, between 0 and 1.</summary>
    public IReadOnlyDictionary<TaskGroup, decimal> Groups { get; init; } = new Dictionary<TaskGroup, decimal>
    {
        [TaskGroup.Access] = 1.0m,
        [TaskGroup.Change] = 0.9m,
        [TaskGroup.Logging] = 0.8m,
        [TaskGroup.Policy] = 0.6m,
        [TaskGroup.Other] = 0.5m,
        [TaskGroup.Evidence] = 0.3m,
    };

    /// <returns>What is wrong with the weights, in words; null where nothing is.</returns>
    public string? Fault =>
        Group + Alone + Risk + Time != 1m ? $"The four weights sum to {Group + Alone + Risk + Time:0.##}; they must sum to 1."
        : new[] { Group, Alone, Risk, Time }.Any(w => w < 0m) ? "A weight is not negative."
        : Groups.FirstOrDefault(g => g.Value is < 0m or > 1m) is { Value: not 0m } wrong ? $"The weight of {wrong.Key.Word()} lies between 0 and 1."
        : null;
}
