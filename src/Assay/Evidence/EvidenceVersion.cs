using Assay.Catalog.Content;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Assay.Evidence;

/// <summary>A file, and what it shows of which days. Never changed: what corrects it is the next version.</summary>
public sealed class EvidenceVersion : ITenantRow
{
    public Guid OrganizationId { get; private init; }

    public required Guid EvidenceId { get; init; }

    public required int Number { get; init; }

    /// <summary>The item's, repeated so that the database can hold the period to it.</summary>
    public required EvidenceKind Kind { get; init; }

    public required string Digest { get; init; }

    public required string FileName { get; init; }

    public required string MediaType { get; init; }

    public required long Size { get; init; }

    public required DateOnly CoversFrom { get; init; }

    /// <summary><see cref="DateOnly.MaxValue"/> for what is in force until further notice.</summary>
    public required DateOnly CoversTo { get; init; }

    public required string Note { get; init; }

    public required EvidenceSource Source { get; init; }

    /// <summary>What collected it: a name of a connector, a job or a program; "upload" where a person did.</summary>
    public required string Collector { get; init; }

    /// <summary>Which run of it, as the collector names its runs.</summary>
    public required string Run { get; init; }

    public required Guid AddedBy { get; init; }

    public required bool AddedByService { get; init; }

    /// <summary>When the file came, which says nothing of what it covers.</summary>
    public required DateTimeOffset AddedAt { get; init; }
}

/// <summary>A second person's word on a version.</summary>
public sealed class EvidenceReview : ITenantRow
{
    public Guid OrganizationId { get; private init; }

    public required Guid EvidenceId { get; init; }

    public required int Number { get; init; }

    public required int Round { get; init; }

    /// <summary>Named again so that the database itself can refuse the adder's own review.</summary>
    public required Guid AddedBy { get; init; }

    public required bool Accepted { get; init; }

    public required string Reason { get; init; }

    public required Guid ReviewedBy { get; init; }

    public required DateTimeOffset ReviewedAt { get; init; }
}

internal sealed class EvidenceVersionTable : IEntityTypeConfiguration<EvidenceVersion>
{
    public void Configure(EntityTypeBuilder<EvidenceVersion> builder) => builder.HasKey(v => new { v.EvidenceId, v.Number });
}

internal sealed class EvidenceReviewTable : IEntityTypeConfiguration<EvidenceReview>
{
    public void Configure(EntityTypeBuilder<EvidenceReview> builder) => builder.HasKey(r => new { r.EvidenceId, r.Number, r.Round });
}
