using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Assay.Gate;

/// <summary>That an entry of the gate was filed as evidence, and as which version of which item.</summary>
public sealed class GateEvidence : ITenantRow
{
    public Guid OrganizationId { get; private init; }

    public required Guid EntryId { get; init; }

    public required string Subject { get; init; }

    public required string TypeId { get; init; }

    public required Guid EvidenceId { get; init; }

    public required int Number { get; init; }

    public required DateTimeOffset FiledAt { get; init; }
}

internal sealed class GateEvidenceTable : IEntityTypeConfiguration<GateEvidence>
{
    public void Configure(EntityTypeBuilder<GateEvidence> builder) => builder.HasKey(e => e.EntryId);
}
