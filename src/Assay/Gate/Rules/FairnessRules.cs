using System.Text.Json;
using Assay.Models;
using static Assay.Gate.GateRule;

namespace Assay.Gate.Rules;

/// <summary>What the gate asks of fairness: at each point that the rules name, every group is large enough and within the limits.</summary>
internal static class FairnessRules
{
    private const string _usualPoint = "before_deployment";

    public static GateRule WithinLimits { get; } = new("fairness-within-limits", "It treats groups alike, within limits",
        "What a model does to one group is not seen in an average over all of them.",
        (input, settings) =>
        {
            var said = settings.Words("points", [_usualPoint]).Select(point => At(input, settings, point)).ToList();
            return said.Find(s => s.Answer is Answer.Fail) ?? said.Find(s => s.Answer is Answer.Inconclusive) ?? said[0];
        });

    private static Said At(GateInput input, Settings settings, string point)
    {
        var where = point == _usualPoint ? "" : $" ({point.Replace('_', ' ')})";
        if (input.Candidate.Facts.FirstOrDefault(f => f.Kind == FactKind.Fairness && (f.Json.Words("point") ?? _usualPoint) == point)?.Json is not { } fairness) return Said.Unknown($"No fairness result is on record{where}.");

        var smallest = settings.Number("min_group", 30);
        var groups = fairness.Items("groups");
        var metrics = fairness.Numbers("metrics");
        List<Verdict.Fact> facts = [.. groups.Select(g => new Verdict.Fact(g.Words("group") ?? "?", $"{g.Number("count")} rows, selection rate {g.Number("selection_rate")}{(IsSmall(g, smallest) ? ", insufficient" : "")}")), .. metrics.Select(m => new Verdict.Fact(m.Key, $"{m.Value}"))];
        if (groups.Count < 2) return Said.Unknown($"The result names fewer than two groups{where}.", facts);

        if (Beyond(metrics, settings) is [_, ..] beyond) return Said.Fail($"{string.Join("; ", beyond)}{where}.", facts);
        if (groups.Where(g => IsSmall(g, smallest)).Select(g => g.Words("group") ?? "?").ToList() is [_, ..] small) return Said.Unknown($"Too few rows to tell, fewer than {smallest} or insufficient: {string.Join(", ", small)}{where}.", facts);
        return metrics.Keys.Any(k => IsDifference(k) || IsRatio(k)) ? Said.Pass("Every difference and ratio is within its limit.", facts) : Said.Unknown($"The result has no difference and no ratio between groups{where}.", facts);
    }

    private static List<string> Beyond(IReadOnlyDictionary<string, decimal> metrics, Settings settings)
    {
        var (difference, ratio) = (settings.Number("max_difference", 0.1m), settings.Number("min_ratio", 0.8m));
        List<string> beyond = [.. metrics.Where(m => IsDifference(m.Key) && Math.Abs(m.Value) > difference).Select(m => $"{m.Key} is {m.Value}, at most {difference} is allowed")];
        beyond.AddRange(metrics.Where(m => IsRatio(m.Key) && m.Value < ratio).Select(m => $"{m.Key} is {m.Value}, at least {ratio} is asked"));
        return beyond;
    }

    /// <summary>Too small by the rule's own count, or called insufficient by whoever measured it.</summary>
    private static bool IsSmall(JsonElement group, decimal smallest) => (group.Number("count") ?? 0) < smallest || group.Words("insufficient") is { Length: > 0 };

    private static bool IsDifference(string metric) => metric.EndsWith("_difference", StringComparison.Ordinal);

    private static bool IsRatio(string metric) => metric.EndsWith("_ratio", StringComparison.Ordinal) || metric == "disparate_impact";
}
