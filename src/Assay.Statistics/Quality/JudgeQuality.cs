namespace Assay.Statistics.Quality;

/// <summary>Holds a profile against rules.</summary>
public static class JudgeQuality
{
    public static QualityReport Run(DatasetProfile profile, IEnumerable<QualityRule> rules, DateOnly today) =>
        new([.. rules.Select(rule => Judge(rule, profile, today))]);

    private static QualityFinding Judge(QualityRule rule, DatasetProfile profile, DateOnly today)
    {
        var column = rule.Column is null ? null : profile.Columns.FirstOrDefault(c => c.Name == rule.Column);
        if (rule.Column is not null && column is null) return new(rule, QualityOutcome.Fail, $"There is no column {rule.Column}.");

        return rule.Kind switch
        {
            QualityRuleKind.Schema => Schema(rule, profile),
            QualityRuleKind.Volume => Within(rule, profile.Rows, $"{profile.Rows} rows"),
            QualityRuleKind.Duplicates => AtMost(rule, Share(profile.DuplicateRows, profile.Rows), $"{profile.DuplicateRows} of {profile.Rows} rows repeat another"),
            QualityRuleKind.Freshness => profile.LatestDay is not { } day ? new(rule, QualityOutcome.Inconclusive, "No column holds dates.")
                : AtMost(rule, today.DayNumber - day.DayNumber, $"the latest day is {day:yyyy-MM-dd}"),
            _ when column is null => new(rule, QualityOutcome.Inconclusive, "The rule names no column."),
            QualityRuleKind.Number => column.Numbers is null ? new(rule, QualityOutcome.Fail, $"{rule.Column} does not hold numbers.")
                : Verdict(rule, column.WrongType == 0, $"{column.WrongType} values of {rule.Column} are not numbers"),
            QualityRuleKind.Range => column.Numbers is not { } numbers ? new(rule, QualityOutcome.Inconclusive, $"{rule.Column} does not hold numbers.")
                : Verdict(rule, (rule.Minimum ?? numbers.Minimum) <= numbers.Minimum && (rule.Maximum ?? numbers.Maximum) >= numbers.Maximum, $"{rule.Column} goes from {numbers.Minimum} to {numbers.Maximum}"),
            QualityRuleKind.Nulls => AtMost(rule, Share(column.Missing, profile.Rows), $"{column.Missing} of {profile.Rows} rows have no {rule.Column}"),
            QualityRuleKind.Anomalies => column.Numbers is null ? new(rule, QualityOutcome.Inconclusive, $"{rule.Column} does not hold numbers.")
                : AtMost(rule, Share(column.Outliers, column.Count), $"{column.Outliers} of {column.Count} values of {rule.Column} lie far outside the quartiles"),
            QualityRuleKind.Categories => column.Categories is not { } known ? new(rule, QualityOutcome.Inconclusive, $"{rule.Column} has too many values, or numbers, so none is told.")
                : Unknown(rule, known.Keys),
            _ => Representation(rule, column),
        };
    }

    private static QualityFinding Schema(QualityRule rule, DatasetProfile profile)
    {
        var absent = (rule.Values ?? []).Except(profile.Columns.Select(c => c.Name)).ToList();
        return Verdict(rule, absent.Count == 0, absent.Count == 0 ? "all columns are there" : $"missing: {string.Join(", ", absent)}");
    }

    private static QualityFinding Unknown(QualityRule rule, IEnumerable<string> known)
    {
        var others = known.Except(rule.Values ?? []).ToList();
        return Verdict(rule, others.Count == 0, others.Count == 0 ? "no other value occurs" : $"{others.Count} other values occur in {rule.Column}");
    }

    private static QualityFinding Representation(QualityRule rule, ColumnProfile column)
    {
        if (column.Categories is not { } shares || rule.Values is not [var group, ..]) return new(rule, QualityOutcome.Inconclusive, $"The shares of {rule.Column} are not told.");

        var share = shares.GetValueOrDefault(group);
        var all = string.Join(", ", shares.OrderByDescending(s => s.Value).Take(6).Select(s => $"{s.Key} {s.Value:P1}"));
        return Verdict(rule, share >= (rule.Minimum ?? 0), $"{group} is {share:P1} of {rule.Column}; at least {rule.Minimum:P1} is required ({all})");
    }

    private static QualityFinding Within(QualityRule rule, double value, string words) =>
        Verdict(rule, value >= (rule.Minimum ?? value) && value <= (rule.Maximum ?? value), $"{words}; allowed are {rule.Minimum?.ToString() ?? "any"} to {rule.Maximum?.ToString() ?? "any"}");

    private static QualityFinding AtMost(QualityRule rule, double value, string words) =>
        Verdict(rule, value <= (rule.Maximum ?? 0), $"{words}; at most {rule.Maximum ?? 0} is allowed");

    private static QualityFinding Verdict(QualityRule rule, bool passes, string words) =>
        new(rule, passes ? QualityOutcome.Pass : QualityOutcome.Fail, $"{char.ToUpperInvariant(words[0])}{words[1..]}.");

    private static double Share(long part, long whole) => whole == 0 ? 0 : (double)part / whole;
}
