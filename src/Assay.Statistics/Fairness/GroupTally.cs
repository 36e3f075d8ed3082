namespace Assay.Statistics.Fairness;

/// <summary>What was predicted for the members of one group, and where it is known what was true.</summary>
public sealed class GroupTally(string group)
{
    public string Group => group;
    public long Count { get; private set; }
    public long Selected { get; private set; }
    public long Positives { get; private set; }
    public long TruePositives { get; private set; }

    public long Negatives => Count - Positives;
    public long FalsePositives => Selected - TruePositives;

    public void Add(bool predicted, bool actual = false)
    {
        Count++;
        if (predicted) Selected++;
        if (actual) Positives++;
        if (predicted && actual) TruePositives++;
    }

    /// <param name="actual">Empty where no labels are known.</param>
    public static IReadOnlyList<GroupTally> Of(ReadOnlySpan<string> groups, ReadOnlySpan<bool> predicted, ReadOnlySpan<bool> actual = default)
    {
        var tallies = new Dictionary<string, GroupTally>();
        for (var i = 0; i < groups.Length; i++)
        {
            if (!tallies.TryGetValue(groups[i], out var tally)) tallies[groups[i]] = tally = new(groups[i]);
            tally.Add(predicted[i], !actual.IsEmpty && actual[i]);
        }

        return [.. tallies.Values];
    }
}
