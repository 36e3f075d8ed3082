using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Assay.Policies;

public enum PolicyStatus
{
    Draft,
    InReview,
    Approved,
    Published,
    Retired,
}

/// <summary>A policy of the company: how its latest text stands, and which text is in force meanwhile.</summary>
/// <remarks>A change never touches what is in force: the newer text is drafted, reviewed and approved beside it.</remarks>
public sealed class CompanyPolicy : ITenantRow, IVersioned
{
    public Guid OrganizationId { get; private init; }

    /// <summary>The id of the catalog's policy, as <c>T21</c>.</summary>
    public required string PolicyId { get; init; }

    /// <summary>How the latest version stands.</summary>
    public PolicyStatus Status { get; private set; }

    public required string Owner { get; set; }

    /// <summary>The number of the latest version.</summary>
    public int Latest { get; private set; } = 1;

    /// <summary>The number of the version that people have to follow; null before the first publication and after retirement.</summary>
    public int? InForce { get; private set; }

    public DateTimeOffset? PublishedAt { get; private set; }

    public string RetiredBecause { get; private set; } = "";

    public int Version { get; set; } = 1;

    public string Subject => SubjectOf(PolicyId);

    /// <summary>How the ledger names a policy.</summary>
    public static string SubjectOf(string policyId) => $"policy/{policyId}";

    /// <summary>A new text is a draft again, whatever the one before had reached.</summary>
    /// <returns>Its number.</returns>
    public int Draft()
    {
        Status = PolicyStatus.Draft;
        RetiredBecause = "";
        return ++Latest;
    }

    /// <exception cref="InvalidOperationException">The latest version is not a draft.</exception>
    public void SendToReview() => Move(PolicyStatus.Draft, PolicyStatus.InReview);

    /// <exception cref="InvalidOperationException">The latest version is not in review.</exception>
    public void Approve() => Move(PolicyStatus.InReview, PolicyStatus.Approved);

    /// <exception cref="InvalidOperationException">The latest version is not approved.</exception>
    public void Publish(DateTimeOffset at)
    {
        Move(PolicyStatus.Approved, PolicyStatus.Published);
        (InForce, PublishedAt) = (Latest, at);
    }

    public void Retire(string because) => (Status, RetiredBecause, InForce, PublishedAt) = (PolicyStatus.Retired, because, null, null);

    private void Move(PolicyStatus from, PolicyStatus to) =>
        Status = Status == from ? to : throw new InvalidOperationException($"{PolicyId} is {Status}; only what is {from} becomes {to}.");
}

internal sealed class CompanyPolicyTable : IEntityTypeConfiguration<CompanyPolicy>
{
    public void Configure(EntityTypeBuilder<CompanyPolicy> builder)
    {
        builder.ToTable("policy");
        builder.HasKey(p => p.PolicyId);
        builder.Ignore(p => p.Subject);
    }
}
