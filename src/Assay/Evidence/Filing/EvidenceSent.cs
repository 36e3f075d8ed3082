using Assay.Catalog.Content;
using Microsoft.AspNetCore.Mvc;

namespace Assay.Evidence;

/// <summary>What stands in the address when a program sends a file.</summary>
internal sealed record EvidenceSent
{
    /// <summary>The name of the file; its ending says what it is.</summary>
    public string? File { get; init; }

    public string? Title { get; init; }

    /// <summary>in_force, occurrence, as_of, or continuous where nothing is said.</summary>
    public string? Kind { get; init; }

    public string? Type { get; init; }

    /// <summary>May be repeated; each may name several, separated by commas.</summary>
    [FromQuery]
    public string[] Control { get; init; } = [];

    [FromQuery]
    public string[] Criterion { get; init; } = [];

    public DateOnly? From { get; init; }

    public DateOnly? To { get; init; }

    public string? Note { get; init; }

    /// <summary>The digest of the file, in hexadecimal.</summary>
    public string? Sha256 { get; init; }

    /// <summary>connector, job or command_line; job where nothing is said.</summary>
    public string? Source { get; init; }

    /// <summary>What collected it, such as the name of the CI job.</summary>
    public string? Collector { get; init; }

    /// <summary>Which run of it.</summary>
    public string? Run { get; init; }

    public Filing ToFiling() => new()
    {
        Title = Title,
        Kind = Kind is null ? EvidenceKind.Continuous : Enum.GetValues<EvidenceKind>().Where(k => k.Word() == Kind).DefaultIfEmpty((EvidenceKind)(-1)).First(),
        Type = Type,
        Controls = Split(Control),
        Criteria = Split(Criterion),
        From = From,
        To = To,
        Note = Note,
    };

    public Collected ToCollected(Actor actor) => new(
        Enum.GetValues<EvidenceSource>().Where(s => s is EvidenceSource.Connector or EvidenceSource.CommandLine && s.Word() == Source).DefaultIfEmpty(EvidenceSource.Job).First(),
        string.IsNullOrWhiteSpace(Collector) ? actor.Name is { Length: > 0 } name && actor.IsService ? name : "api" : Collector.Trim(),
        Run?.Trim() ?? "");

    private static IReadOnlyList<string> Split(string[] given) =>
        IdList.Of(string.Join(',', given));
}
