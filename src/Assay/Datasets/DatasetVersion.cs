using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Assay.Datasets;

/// <summary>One state of a dataset, named by the digest of its bytes. Never changed: the database lets the application add versions only.</summary>
public sealed class DatasetVersion : ITenantRow
{
    public const int MaxLabelLength = 120;

    public Guid OrganizationId { get; private init; }

    public required Guid Id { get; init; }

    public required Guid DatasetId { get; init; }

    public required int Number { get; init; }

    /// <summary>What its people call it, as <c>2026-03</c>; one label stands for one digest for ever.</summary>
    public required string Label { get; init; }

    /// <summary>SHA-256, in lower-case hexadecimals.</summary>
    public required string Digest { get; init; }

    /// <summary>The licence as it was recorded when this version came in.</summary>
    public required string Licence { get; init; }

    public required long Bytes { get; init; }

    public required int Files { get; init; }

    public long? Rows { get; init; }

    /// <summary>What was told of the data without the data: JSON.</summary>
    public string? Profile { get; init; }

    /// <summary>What the quality rules of then found: JSON.</summary>
    public string? Quality { get; init; }

    /// <summary>Rows whose labels their neighbours contradict: JSON.</summary>
    public string? Screening { get; init; }

    /// <summary>Whether more labels are contradicted than chance and honest mistakes explain.</summary>
    public bool Flagged { get; init; }

    public required Guid RegisteredBy { get; init; }

    public required DateTimeOffset RegisteredAt { get; init; }
}

public enum DatasetApproval
{
    Waiting,
    Approved,
    Rejected,
}

/// <summary>A second person's yes or no to one version.</summary>
public sealed class DatasetDecision : ITenantRow
{
    public const int MaxReasonLength = 2_000;

    public Guid OrganizationId { get; private init; }

    public required Guid VersionId { get; init; }

    public required Guid RegisteredBy { get; init; }

    public required Guid DecidedBy { get; init; }

    public required DatasetApproval Decision { get; init; }

    public string Reason { get; init; } = "";

    public required DateTimeOffset DecidedAt { get; init; }
}

/// <summary>Data that the rules kept out.</summary>
public sealed class DatasetQuarantine : ITenantRow
{
    public Guid OrganizationId { get; private init; }

    public required Guid Id { get; init; }

    public required Guid DatasetId { get; init; }

    public required string Label { get; init; }

    public required string Digest { get; init; }

    public required string Report { get; init; }

    public required Guid ReportedBy { get; init; }

    public required DateTimeOffset ReportedAt { get; init; }
}

/// <summary>What each new version must satisfy, as data.</summary>
public sealed class DatasetRules : ITenantRow, IVersioned
{
    public Guid OrganizationId { get; private init; }

    public required Guid DatasetId { get; init; }

    public int Version { get; set; } = 1;

    public required string Rules { get; set; }
}

internal sealed class DatasetVersionTable : IEntityTypeConfiguration<DatasetVersion>
{
    public void Configure(EntityTypeBuilder<DatasetVersion> builder) => builder.HasKey(v => v.Id);
}

internal sealed class DatasetDecisionTable : IEntityTypeConfiguration<DatasetDecision>
{
    public void Configure(EntityTypeBuilder<DatasetDecision> builder) => builder.HasKey(d => d.VersionId);
}

internal sealed class DatasetQuarantineTable : IEntityTypeConfiguration<DatasetQuarantine>
{
    public void Configure(EntityTypeBuilder<DatasetQuarantine> builder) => builder.HasKey(q => q.Id);
}

internal sealed class DatasetRulesTable : IEntityTypeConfiguration<DatasetRules>
{
    public void Configure(EntityTypeBuilder<DatasetRules> builder) => builder.HasKey(r => r.DatasetId);
}
