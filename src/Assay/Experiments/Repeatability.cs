namespace Assay.Experiments;

/// <summary>Whether a run could be done again: what one would need to know is said, or is missing.</summary>
/// <param name="Elements">What is needed, and what the run says of it; null where it says nothing.</param>
public sealed record Repeatability(IReadOnlyList<(string Name, string? Said)> Elements)
{
    public IReadOnlyList<string> Missing => [.. Elements.Where(e => e.Said is null).Select(e => e.Name)];

    public bool IsRepeatable => Elements.All(e => e.Said is not null);

    /// <summary>What two runs share where one repeats the other. Null where it cannot be said.</summary>
    public string? Recipe => IsRepeatable ? string.Join('\n', Elements.Where(e => e.Name != Results).Select(e => e.Said)) : null;

    public const string Results = "results";

    public static Repeatability Of(RunRecord run) => new(
    [
        ("code commit", run.Said(RunKeys.Commit)),
        ("dataset versions", run.Inputs is [_, ..] ? string.Join(", ", run.Inputs.Select(i => $"{i.Name}@{i.Digest}")) : run.Said(RunKeys.Datasets)),
        ("parameters", run.Params.Count > 0 ? string.Join(", ", run.Params.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => $"{p.Key}={p.Value}")) : null),
        ("seed", run.Said(RunKeys.Seed)),
        ("environment", run.Said(RunKeys.Environment)),
        (Results, run.Metrics is [_, ..] ? string.Join(", ", run.Metrics.Select(m => $"{m.Key} {m.Value:0.######}")) : null),
    ]);
}

/// <summary>A run beside the one that it repeats: which of the metrics that both have lie further apart than is allowed.</summary>
/// <param name="Tolerance">As a share of the first's value.</param>
public sealed record Repeat(string FirstRun, double Tolerance, IReadOnlyList<string> Apart)
{
    public const double UsualTolerance = 0.01;

    public bool Matches => Apart is [];

    public static Repeat Of(RunRecord run, RunRecord first)
    {
        var tolerance = run.Said([RunKeys.Tolerance]) is { } said && double.TryParse(said, System.Globalization.CultureInfo.InvariantCulture, out var share) && share is >= 0 and <= 1 ? share : UsualTolerance;
        var now = run.Metrics.ToDictionary(m => m.Key, m => m.Value);

        return new(first.Run.RunId, tolerance, [.. first.Metrics.Where(m => !now.TryGetValue(m.Key, out var value) || !IsNear(m.Value, value, tolerance)).Select(m => m.Key)]);
    }

    private static bool IsNear(double first, double again, double tolerance) =>
        first.Equals(again) || Math.Abs(again - first) <= tolerance * Math.Abs(first);
}
