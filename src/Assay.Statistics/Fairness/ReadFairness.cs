using System.Text;
using Assay.Statistics.Tables;

namespace Assay.Statistics.Fairness;

/// <summary>Reads predictions, groups and labels of a file in one pass; only a tally for each group is kept.</summary>
public static class ReadFairness
{
    /// <summary>More groups than these are no groups.</summary>
    public const int MostGroups = 1000;

    /// <summary>What "yes" is where a file does not say it otherwise.</summary>
    private static readonly string[] _usual = ["1", "true", "True", "yes", "Yes", "1.0"];

    /// <param name="positive">The value that means selected; null for the usual words.</param>
    /// <exception cref="BadTableException">The file cannot be read, or it cannot be told what positive means.</exception>
    public static FairnessReport Run(string path, string prediction, string group, string? label, string? positive, int minimum = FairnessReport.DefaultMinimum)
    {
        positive ??= FindPositive(path, prediction);
        using var table = Table.Open(path);
        var (predictions, groups, labels) = (table.Find(prediction), table.Find(group), label is null ? -1 : table.Find(label));
        var (yes, leftOut) = (Encoding.UTF8.GetBytes(positive), 0L);
        var (selectedSeen, positiveSeen) = (false, label is null);
        var tallies = new Dictionary<string, GroupTally>();

        while (table.Read())
        {
            if (MissingValues.Is(table.Field(predictions)) || MissingValues.Is(table.Field(groups)) || (labels >= 0 && MissingValues.Is(table.Field(labels))))
            {
                leftOut++;
                continue;
            }

            var selected = table.Field(predictions).SequenceEqual(yes);
            var actual = labels >= 0 && table.Field(labels).SequenceEqual(yes);
            (selectedSeen, positiveSeen) = (selectedSeen || selected, positiveSeen || actual);

            var name = Encoding.UTF8.GetString(table.Field(groups));
            if (!tallies.TryGetValue(name, out var tally))
            {
                if (tallies.Count == MostGroups) throw table.Bad($"more than {MostGroups} groups; choose a column that sorts people rather than names them.", group);
                tallies[name] = tally = new(name);
            }

            tally.Add(selected, actual);
        }

        if (tallies.Count == 0) throw new BadTableException(path, 0, prediction, "no row has a prediction, a group and what else is asked for.");
        if (!selectedSeen && (label is null || !positiveSeen)) throw new BadTableException(path, 0, prediction, $"no value is '{positive}'; name the one that means selected with --positive.");
        if (!positiveSeen) throw new BadTableException(path, 0, label, $"no value is '{positive}', the positive value of the prediction; both columns must use the same words.");

        return FairnessReport.Of(tallies.Values, new(prediction, group, label, positive, minimum, tallies.Values.Sum(t => t.Count), leftOut));
    }

    private static string FindPositive(string path, string prediction)
    {
        using var table = Table.Open(path);
        var column = table.Find(prediction);
        var seen = new HashSet<string>();

        while (table.Read() && seen.Count <= 2)
            if (!MissingValues.Is(table.Field(column))) seen.Add(Encoding.UTF8.GetString(table.Field(column)));

        return (seen.Count <= 2 ? _usual.FirstOrDefault(seen.Contains) : null)
            ?? throw new BadTableException(path, 0, prediction, $"it has {(seen.Count > 2 ? "more than two values, among them" : "the values")} {string.Join(", ", seen.Order().Take(5).Select(v => $"'{v}'"))}; say with --positive which one means selected.");
    }
}
