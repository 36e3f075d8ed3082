using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Assay.Interview;

/// <summary>
/// Questions handed to a colleague who has no account, by a link that opens these questions and nothing else. Only a digest of
/// the link's secret is kept.
/// </summary>
public sealed class Delegation : ITenantRow
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(14);

    public Guid OrganizationId { get; private init; }

    public required Guid Id { get; init; }

    /// <summary>The section whose questions were handed over.</summary>
    public required string Section { get; init; }

    /// <summary>As whoever handed them over named the colleague.</summary>
    public required string Colleague { get; init; }

    public required byte[] SecretDigest { get; init; }

    public required Guid CreatedBy { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    public DateTimeOffset? RevokedAt { get; set; }

    public bool IsOpen(DateTimeOffset now) => RevokedAt is null && now < ExpiresAt;
}

public sealed class DelegationTable : IEntityTypeConfiguration<Delegation>
{
    public void Configure(EntityTypeBuilder<Delegation> builder)
    {
        builder.ToTable("interview_delegation");
        builder.HasKey(d => d.Id);
    }
}
