using System.ComponentModel.DataAnnotations;

namespace Assay.Models;

/// <summary>The page's form for a version, in one level as forms are.</summary>
internal sealed record VersionForm
{
    [Required(ErrorMessage = "Say where the artifact lies."), StringLength(2000)]
    public string Source { get; init; } = "";

    [Required(ErrorMessage = "Give the artifact's digest: it is what later tells the artifact from another."), RegularExpression("^sha256:[0-9a-f]{64}$", ErrorMessage = "The digest is written sha256: and 64 hexadecimal digits in lower case.")]
    public string ArtifactDigest { get; init; } = "";

    public string? Datasets { get; init; }

    public string? CodeCommit { get; init; }

    public string? Licence { get; init; }

    public string? Seed { get; init; }

    public string? Environment { get; init; }

    public RegisterVersion.Request Request => new()
    {
        Source = Source.Trim(),
        Provenance = new()
        {
            ArtifactDigest = ArtifactDigest,
            Datasets = Datasets?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
            CodeCommit = CodeCommit,
            Licence = Licence,
            Seed = Seed,
            Environment = Environment,
        },
    };
}
