using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Assay.Gate;

/// <summary>Somebody from outside who approves where too few people inside may: named beforehand, never in an emergency.</summary>
public sealed class OutsideReviewer : ITenantRow, IVersioned
{
    public Guid OrganizationId { get; private init; }

    public required Guid Id { get; init; }

    public required string Name { get; init; }

    public required string Firm { get; init; }

    /// <summary>Why the company cannot do without.</summary>
    public required string Because { get; init; }

    /// <summary>Of the link by which they come in; the link itself is shown once.</summary>
    public required string SecretHash { get; init; }

    public required Guid NamedBy { get; init; }

    public required DateTimeOffset NamedAt { get; init; }

    public DateTimeOffset? EndedAt { get; set; }

    public int Version { get; set; } = 1;
}

internal sealed class OutsideReviewerTable : IEntityTypeConfiguration<OutsideReviewer>
{
    public void Configure(EntityTypeBuilder<OutsideReviewer> builder) => builder.HasKey(r => r.Id);
}
