using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Assay.Models;

/// <summary>What a version was made from. Said once: the key refuses a second saying, the grants a change.</summary>
public sealed class ModelProvenance : ITenantRow
{
    public Guid OrganizationId { get; private init; }

    public required Guid ModelId { get; init; }

    public required int Number { get; init; }

    /// <summary>Of the artifact's bytes, as <c>sha256:…</c>.</summary>
    public required string ArtifactDigest { get; init; }

    public required string CodeCommit { get; init; }

    /// <summary>Dataset versions, each as <c>name@version</c>.</summary>
    public required string[] Datasets { get; init; }

    /// <summary>JSON, as the training job used them.</summary>
    public required string Parameters { get; init; }

    public required string Seed { get; init; }

    /// <summary>Image, framework versions, hardware: what one would need to train it again.</summary>
    public required string Environment { get; init; }

    /// <summary>The pre-trained weights that it was made from; empty where it was trained from nothing.</summary>
    public required string BaseModel { get; init; }

    /// <summary>An SPDX id: of the weights where they are somebody else's, else of one's own.</summary>
    public required string Licence { get; init; }

    public required string RecordedBy { get; init; }

    public required DateTimeOffset RecordedAt { get; init; }
}

internal sealed class ModelProvenanceTable : IEntityTypeConfiguration<ModelProvenance>
{
    public void Configure(EntityTypeBuilder<ModelProvenance> builder) => builder.HasKey(p => new { p.ModelId, p.Number });
}
