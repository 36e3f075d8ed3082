using Assay.Catalog.Policies;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Assay.Policies;

public enum VersionSource
{
    /// <summary>The shipped template, filled in with the company's answers.</summary>
    Template,

    /// <summary>A person's own text.</summary>
    Edited,
}

/// <summary>One text of a policy. Never changed: the database lets the application add versions only.</summary>
public sealed class PolicyVersion : ITenantRow
{
    /// <summary>Far above any document that people would read, and it bounds what a page has to show.</summary>
    public const int MaxBytes = 256 * 1024;

    public const int MaxNoteLength = 2_000;

    public Guid OrganizationId { get; private init; }

    public required string PolicyId { get; init; }

    public required int Number { get; init; }

    /// <summary>Markdown without the head, which says how the document stands and so changes with it.</summary>
    public required string Text { get; init; }

    public required VersionSource Source { get; init; }

    /// <summary>The catalog item that it was filled in from, so that a newer catalog shows.</summary>
    public required string TemplateDigest { get; init; }

    /// <summary>Why it was written.</summary>
    public string Note { get; init; } = "";

    public required Guid WrittenBy { get; init; }

    public required DateTimeOffset WrittenAt { get; init; }

    public IReadOnlyList<Unresolved> Open => Unresolved.Of(Text);
}

/// <summary>A second person's yes to one version.</summary>
public sealed class PolicyApproval : ITenantRow
{
    public Guid OrganizationId { get; private init; }

    public required string PolicyId { get; init; }

    public required int Number { get; init; }

    /// <summary>Named again so that the database itself can refuse an author's own approval.</summary>
    public required Guid WrittenBy { get; init; }

    public required Guid ApprovedBy { get; init; }

    public required DateTimeOffset ApprovedAt { get; init; }
}

internal sealed class PolicyVersionTable : IEntityTypeConfiguration<PolicyVersion>
{
    public void Configure(EntityTypeBuilder<PolicyVersion> builder)
    {
        builder.HasKey(v => new { v.PolicyId, v.Number });
        builder.Ignore(v => v.Open);
    }
}

internal sealed class PolicyApprovalTable : IEntityTypeConfiguration<PolicyApproval>
{
    public void Configure(EntityTypeBuilder<PolicyApproval> builder) => builder.HasKey(a => new { a.PolicyId, a.Number });
}
