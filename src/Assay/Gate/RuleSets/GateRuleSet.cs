using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Assay.Gate;

/// <summary>One revision of the gate's rules for one model, or for all. It counts once a second person has approved it.</summary>
public sealed class GateRuleSet : ITenantRow
{
    /// <summary>The scope of the rules for every model that has none of its own.</summary>
    public const string Everywhere = "*";

    public Guid OrganizationId { get; private init; }

    /// <summary>A model's id, or <see cref="Everywhere"/>.</summary>
    public required string Scope { get; init; }

    public required string Environment { get; init; }

    public required int Revision { get; init; }

    /// <summary>JSON: the rules with their settings.</summary>
    public required string Rules { get; init; }

    public required string Digest { get; init; }

    /// <summary>Why it was changed.</summary>
    public required string Note { get; init; }

    public required Guid ProposedBy { get; init; }

    public required DateTimeOffset ProposedAt { get; init; }

    public string Subject => $"gate_rules/{(Scope == Everywhere ? "all" : Scope)}.{Environment}";
}

/// <summary>A second person's yes to a revision of the rules.</summary>
public sealed class GateRuleApproval : ITenantRow
{
    public Guid OrganizationId { get; private init; }

    public required string Scope { get; init; }

    public required string Environment { get; init; }

    public required int Revision { get; init; }

    /// <summary>Named again so that the database itself can refuse one's own approval.</summary>
    public required Guid ProposedBy { get; init; }

    public required Guid ApprovedBy { get; init; }

    public required DateTimeOffset ApprovedAt { get; init; }
}

internal sealed class GateRuleSetTable : IEntityTypeConfiguration<GateRuleSet>
{
    public void Configure(EntityTypeBuilder<GateRuleSet> builder)
    {
        builder.HasKey(r => new { r.Scope, r.Environment, r.Revision });
        builder.Ignore(r => r.Subject);
    }
}

internal sealed class GateRuleApprovalTable : IEntityTypeConfiguration<GateRuleApproval>
{
    public void Configure(EntityTypeBuilder<GateRuleApproval> builder) => builder.HasKey(a => new { a.Scope, a.Environment, a.Revision });
}
