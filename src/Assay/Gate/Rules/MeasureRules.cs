using System.Text.Json;
using Assay.Models;
using static Assay.Gate.GateRule;

namespace Assay.Gate.Rules;

/// <summary>What the gate asks of measurements: of its quality, its fairness, its tests.</summary>
internal static class MeasureRules
{
    /// <summary>Metrics of which less is better; of all others more is.</summary>
    private static readonly string[] _lessIsBetter = ["loss", "log_loss", "mae", "mse", "rmse", "mape", "error_rate", "perplexity", "latency_ms", "wer", "brier"];

    public static GateRule Evaluation { get; } = new("evaluation-threshold", "Its evaluation reaches the thresholds",
        "Without a number that was agreed beforehand, every result looks good enough on the day of the release.",
        (input, settings) =>
        {
            var (min, max) = (settings.Numbers("min"), settings.Numbers("max"));
            if (min.Count + max.Count == 0) return Said.Unknown("No threshold is set for this model. Propose rules that name one, such as min: { accuracy: 0.9 }.");
            if (input.Fact(FactKind.Evaluation) is not { } evaluation) return Said.Unknown("No evaluation is on record.");

            var metrics = evaluation.Numbers("metrics");
            List<Verdict.Fact> facts = [.. min.Select(t => Shown(metrics, t.Key, $"at least {t.Value}")), .. max.Select(t => Shown(metrics, t.Key, $"at most {t.Value}"))];

            if (min.Keys.Concat(max.Keys).Where(k => !metrics.ContainsKey(k)).ToList() is [_, ..] missing) return Said.Unknown($"The evaluation does not say {string.Join(", ", missing)}.", facts);
            List<string> missed = [.. min.Where(t => metrics[t.Key] < t.Value).Select(t => $"{t.Key} is {metrics[t.Key]}, at least {t.Value} is asked")];
            missed.AddRange(max.Where(t => metrics[t.Key] > t.Value).Select(t => $"{t.Key} is {metrics[t.Key]}, at most {t.Value} is allowed"));
            return missed is [] ? Said.Pass("Every threshold is reached.", facts) : Said.Fail($"{string.Join("; ", missed)}.", facts);
        });

    public static GateRule NoWorse { get; } = new("no-worse-than-production", "It is no worse than what runs now",
        "A new version that is worse than the old one is a fault that was deployed on purpose.",
        (input, settings) =>
        {
            if (input.Production is not { } production) return Said.Pass("Nothing runs there yet, so there is nothing to be worse than.");
            if (input.Fact(FactKind.Evaluation) is not { } evaluation) return Said.Unknown("No evaluation is on record.");
            if (production.Latest(FactKind.Evaluation)?.Json is not { } before) return Said.Unknown($"Version {production.Version.Number}, which runs now, has no evaluation on record to compare with.");

            var (now, then) = (evaluation.Numbers("metrics"), before.Numbers("metrics"));
            var margin = settings.Number("margin", 0.01m);
            var less = settings.Words("less_is_better", _lessIsBetter);
            var compared = (settings.Words("metrics", []) is [_, ..] named ? named : now.Keys.Intersect(then.Keys)).Order(StringComparer.Ordinal).ToList();
            if (compared.Count == 0) return Said.Unknown("The two evaluations have no metric in common.");
            if (compared.Where(m => !now.ContainsKey(m) || !then.ContainsKey(m)).ToList() is [_, ..] missing) return Said.Unknown($"Not in both evaluations: {string.Join(", ", missing)}.");

            List<Verdict.Fact> facts = [.. compared.Select(m => new Verdict.Fact(m, $"{now[m]}, version {production.Version.Number} has {then[m]}"))];
            var worse = compared.Where(m => (less.Contains(m, StringComparer.OrdinalIgnoreCase) ? now[m] - then[m] : then[m] - now[m]) > margin).ToList();
            return worse is [] ? Said.Pass($"Within {margin} of version {production.Version.Number}, or better.", facts) : Said.Fail($"Worse than version {production.Version.Number} by more than {margin}: {string.Join(", ", worse)}.", facts);
        });

    public static GateRule Tests { get; } = new("tests-passed", "Its tests passed",
        "A deployment that was not tested is tested by customers.",
        (input, _) => input.Fact(FactKind.Tests) is not { } tests ? Said.Unknown("No test run is on record.") : Result(tests, "The tests"));

    public static GateRule Baseline { get; } = new("baseline-present", "Monitoring has a baseline",
        "Drift is a distance from something. Without a baseline it cannot be measured from the first day on.",
        (input, _) => input.Fact(FactKind.Baseline) is { } baseline && baseline.Number("sample") is > 0
            ? Said.Pass("A baseline is recorded.", DataRules.Of(baseline, "sample", "digest"))
            : Said.Fail("No baseline is recorded. Record the distributions that monitoring compares with."));

    internal static Said Result(JsonElement tests, string what) => tests.Flag("passed") switch
    {
        true when tests.Number("total") is 0 => Said.Unknown($"{what} passed, but there was none."),
        true => Said.Pass($"{what} passed.", DataRules.Of(tests, "suite", "total", "failed", "commit")),
        false => Said.Fail($"{what} did not pass.", DataRules.Of(tests, "suite", "total", "failed", "commit")),
        _ => Said.Unknown($"{what} do not say whether they passed."),
    };

    private static Verdict.Fact Shown(IReadOnlyDictionary<string, decimal> metrics, string name, string limit) =>
        new(name, $"{(metrics.TryGetValue(name, out var value) ? value : "not measured")}, {limit}");
}
