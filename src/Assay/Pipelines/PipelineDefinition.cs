using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Assay.Pipelines;

/// <summary>One state of a pipeline's code, by its digest or commit. Runs of another one are findings.</summary>
public sealed class PipelineDefinition : ITenantRow
{
    public Guid OrganizationId { get; private init; }

    public required Guid Id { get; init; }

    public required Guid PipelineId { get; init; }

    public required string Digest { get; init; }

    /// <summary>What changed and why.</summary>
    public string Note { get; init; } = "";

    public required Guid ProposedBy { get; init; }

    public required DateTimeOffset ProposedAt { get; init; }
}

/// <summary>A second person's yes to one definition.</summary>
public sealed class DefinitionApproval : ITenantRow
{
    public Guid OrganizationId { get; private init; }

    public required Guid DefinitionId { get; init; }

    public required Guid ProposedBy { get; init; }

    public required Guid ApprovedBy { get; init; }

    public required DateTimeOffset ApprovedAt { get; init; }
}

internal sealed class PipelineDefinitionTable : IEntityTypeConfiguration<PipelineDefinition>
{
    public void Configure(EntityTypeBuilder<PipelineDefinition> builder) => builder.HasKey(d => d.Id);
}

internal sealed class DefinitionApprovalTable : IEntityTypeConfiguration<DefinitionApproval>
{
    public void Configure(EntityTypeBuilder<DefinitionApproval> builder) => builder.HasKey(a => a.DefinitionId);
}
