using System.Text.Json.Serialization;

namespace Assay.Statistics.Drift;

/// <summary>How one column moved from the reference population to the current one.</summary>
public sealed record ColumnDrift
{
    public required string Column { get; init; }
    public required ColumnKind Kind { get; init; }
    public required DriftVerdict Verdict { get; init; }
    public KolmogorovSmirnov? Ks { get; init; }
    public required double Psi { get; init; }
    public required double JensenShannon { get; init; }
    public double? Wasserstein { get; init; }
    public ChiSquare? ChiSquare { get; init; }
    public PopulationSummary? Reference { get; init; }
    public PopulationSummary? Current { get; init; }

    /// <summary>Share by share, as the plot and its table show it.</summary>
    public required IReadOnlyList<DriftBin> Bins { get; init; }

    public required DriftRecipe Recipe { get; init; }
}

public sealed record KolmogorovSmirnov(double Statistic, double PValue);

public sealed record DriftBin(string Label, double Reference, double Current);

[JsonConverter(typeof(EnumWords<ColumnKind>))]
public enum ColumnKind
{
    Number,
    Category,
}

/// <summary>The usual reading of the stability index: below 0.1 nothing to see, from 0.25 another population. A convention, not a test.</summary>
[JsonConverter(typeof(EnumWords<DriftVerdict>))]
public enum DriftVerdict
{
    Stable,
    Moved,
    Shifted,
}

public static class DriftVerdicts
{
    public const double Moved = 0.1;
    public const double Shifted = 0.25;

    public static DriftVerdict Of(double stabilityIndex) =>
        stabilityIndex >= Shifted ? DriftVerdict.Shifted : stabilityIndex >= Moved ? DriftVerdict.Moved : DriftVerdict.Stable;
}
