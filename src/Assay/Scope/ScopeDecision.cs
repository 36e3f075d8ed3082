using Assay.Catalog.Content;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Assay.Scope;

/// <summary>A person took a category into the audit's scope or left it out, and said why.</summary>
public sealed class ScopeDecision : ITenantRow, IVersioned
{
    public Guid OrganizationId { get; private init; }

    public required Category Category { get; init; }

    public required bool Selected { get; set; }

    public required string Reason { get; set; }

    public required Guid DecidedBy { get; set; }

    public required DateTimeOffset DecidedAt { get; set; }

    public int Version { get; set; } = 1;
}

public sealed class ScopeDecisionTable : IEntityTypeConfiguration<ScopeDecision>
{
    public void Configure(EntityTypeBuilder<ScopeDecision> builder) => builder.HasKey(d => d.Category);
}
