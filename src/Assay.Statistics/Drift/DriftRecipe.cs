using System.Text.Json.Serialization;

namespace Assay.Statistics.Drift;

/// <summary>All that somebody else needs to come to the same figures from the same data.</summary>
public sealed record DriftRecipe
{
    public required ReadingMode Mode { get; init; }
    public required long ReferenceCount { get; init; }
    public required long CurrentCount { get; init; }

    /// <summary>What was left out: empty fields and the words for nothing.</summary>
    public required string Missing { get; init; }

    public string? Ks { get; init; }
    public required BinRecipe Psi { get; init; }
    public required BinRecipe JensenShannon { get; init; }
    public string? Wasserstein { get; init; }
    public string? ChiSquare { get; init; }

    /// <summary>In sketch mode, how far a rank may be off, as a share of the population.</summary>
    public double? RankError { get; init; }
}

public sealed record BinRecipe(string Bins, int Count, string Zeros, IReadOnlyList<double>? Edges = null, double? Base = null);

[JsonConverter(typeof(EnumWords<ReadingMode>))]
public enum ReadingMode
{
    Exact,
    Sketch,
}
