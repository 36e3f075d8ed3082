using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Assay.Gate;

/// <summary>Somebody from outside who decides about one version where too few people inside may: named beforehand, never in an emergency.</summary>
public sealed class OutsideReviewer : ITenantRow, IVersioned
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(14);

    public Guid OrganizationId { get; private init; }

    public required Guid Id { get; init; }

    public required Guid ModelId { get; init; }

    public required int Number { get; init; }

    /// <summary>Which of the two approvals is theirs to give.</summary>
    public required ApprovalKind Kind { get; init; }

    public required string Name { get; init; }

    public required string Email { get; init; }

    public required string Firm { get; init; }

    /// <summary>Why the company cannot do without.</summary>
    public required string Because { get; init; }

    /// <summary>Of the link by which they come in; the link itself is shown once.</summary>
    public required byte[] SecretDigest { get; init; }

    public required Guid NamedBy { get; init; }

    public required DateTimeOffset NamedAt { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>When they decided, or were withdrawn.</summary>
    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>Null until they decide.</summary>
    public bool? Approved { get; set; }

    public string Note { get; set; } = "";

    public int Version { get; set; } = 1;

    public bool IsOpen(DateTimeOffset now) => EndedAt is null && now < ExpiresAt;

    /// <summary>How the ledger names them: what they do is theirs and nobody else's.</summary>
    public string LedgerId => LedgerIdOf(Id);

    public static string LedgerIdOf(Guid id) => $"outside_reviewer/{id:n}";
}

internal sealed class OutsideReviewerTable : IEntityTypeConfiguration<OutsideReviewer>
{
    public void Configure(EntityTypeBuilder<OutsideReviewer> builder)
    {
        builder.HasKey(r => r.Id);
        builder.Ignore(r => r.LedgerId);
    }
}
