using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Assay.Gate;

public enum ApprovalKind
{
    /// <summary>Somebody who knows the work looked at it.</summary>
    PeerReview,

    /// <summary>Somebody who answers for it said yes.</summary>
    SignOff,
}

/// <summary>A yes to one version. Never the author's, and never both kinds from one person.</summary>
public sealed class VersionApproval : ITenantRow
{
    public Guid OrganizationId { get; private init; }

    public required Guid ModelId { get; init; }

    public required int Number { get; init; }

    public required string Environment { get; init; }

    public required ApprovalKind Kind { get; init; }

    /// <summary>Named again so that the database itself can refuse an author's own approval.</summary>
    public required Guid Author { get; init; }

    public required Guid ApprovedBy { get; init; }

    /// <summary>Whether <see cref="ApprovedBy"/> names an outside reviewer rather than a member.</summary>
    public bool Outside { get; init; }

    public required string Note { get; init; }

    /// <summary>The rules by which it was judged when it was given.</summary>
    public required string RulesDigest { get; init; }

    public required DateTimeOffset ApprovedAt { get; init; }

    /// <summary>How the ledger names whoever gave it.</summary>
    public string By => Outside ? OutsideReviewer.LedgerIdOf(ApprovedBy) : $"user/{ApprovedBy:n}";
}

internal sealed class VersionApprovalTable : IEntityTypeConfiguration<VersionApproval>
{
    public void Configure(EntityTypeBuilder<VersionApproval> builder)
    {
        builder.HasKey(a => new { a.ModelId, a.Number, a.Environment, a.Kind });
        builder.Ignore(a => a.By);
    }
}
