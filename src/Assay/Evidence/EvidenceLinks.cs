using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Assay.Evidence;

/// <summary>A control that an item serves.</summary>
public sealed class EvidenceControl : ITenantRow
{
    public Guid OrganizationId { get; private init; }

    public required Guid EvidenceId { get; init; }

    public required string ControlId { get; init; }
}

/// <summary>A criterion that an item serves by itself, beside those of its controls.</summary>
public sealed class EvidenceCriterion : ITenantRow
{
    public Guid OrganizationId { get; private init; }

    public required Guid EvidenceId { get; init; }

    public required string CriterionId { get; init; }
}

internal sealed class EvidenceControlTable : IEntityTypeConfiguration<EvidenceControl>
{
    public void Configure(EntityTypeBuilder<EvidenceControl> builder) => builder.HasKey(l => new { l.EvidenceId, l.ControlId });
}

internal sealed class EvidenceCriterionTable : IEntityTypeConfiguration<EvidenceCriterion>
{
    public void Configure(EntityTypeBuilder<EvidenceCriterion> builder) => builder.HasKey(l => new { l.EvidenceId, l.CriterionId });
}
