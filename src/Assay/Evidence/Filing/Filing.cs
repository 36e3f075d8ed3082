using System.ComponentModel.DataAnnotations;
using Assay.Catalog.Content;

namespace Assay.Evidence;

/// <summary>What a file shows: of which controls, of which days. The page, the API, the command and other features all say it so.</summary>
public sealed record Filing
{
    public const int LongestTitle = 200;

    /// <summary>Left out for the name of the file.</summary>
    [StringLength(LongestTitle)]
    public string? Title { get; init; }

    public EvidenceKind Kind { get; init; } = EvidenceKind.Continuous;

    /// <summary>The catalog's type, as E05; left out for none.</summary>
    [StringLength(8)]
    public string? Type { get; init; }

    public IReadOnlyList<string> Controls { get; init; } = [];

    public IReadOnlyList<string> Criteria { get; init; } = [];

    /// <summary>The first day that it covers, or the day on which it happened.</summary>
    public DateOnly? From { get; init; }

    /// <summary>The last day, which is covered too. Left out: the same day, or until further notice for what is in force.</summary>
    public DateOnly? To { get; init; }

    [StringLength(2000)]
    public string? Note { get; init; }

    public DateOnly LastDay => To ?? (Kind is EvidenceKind.InForce ? DateOnly.MaxValue : From!.Value);
}

/// <summary>What brought it, and which run of it.</summary>
public sealed record Collected(EvidenceSource Source, string Collector, string Run = "")
{
    public static Collected Upload { get; } = new(EvidenceSource.Person, "upload");
}
