using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Assay.Datasets;

/// <summary>A training or fine-tuning run that was let begin, with the dataset versions that it learns from.</summary>
public sealed class TrainingRun : ITenantRow
{
    public Guid OrganizationId { get; private init; }

    public required Guid Id { get; init; }

    /// <summary>As the job names itself.</summary>
    public required string Name { get; init; }

    public required string CodeCommit { get; init; }

    /// <summary>The digests of the versions.</summary>
    public required string[] Datasets { get; init; }

    public required string RegisteredBy { get; init; }

    public required DateTimeOffset RegisteredAt { get; init; }
}

internal sealed class TrainingRunTable : IEntityTypeConfiguration<TrainingRun>
{
    public void Configure(EntityTypeBuilder<TrainingRun> builder) => builder.HasKey(r => r.Id);
}
