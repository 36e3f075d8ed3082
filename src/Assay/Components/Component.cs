using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Assay.Components;

public enum ComponentDecision
{
    Open,
    Accepted,
    Rejected,
}

/// <summary>One release of somebody else's library that a model of ours brings along, and what we decided about it.</summary>
public sealed class Component : ITenantRow, IVersioned
{
    public Guid OrganizationId { get; private init; }

    public required Guid Id { get; init; }

    /// <summary>As advisories name it: <c>PyPI</c>, <c>npm</c>, <c>Maven</c>.</summary>
    public required string Ecosystem { get; init; }

    public required string Name { get; init; }

    public required string Release { get; init; }

    public required string Purl { get; init; }

    public required string Licence { get; init; }

    public required DateTimeOffset FirstSeenAt { get; init; }

    public ComponentDecision Decision { get; set; }

    public Guid? EvaluatedBy { get; set; }

    public DateTimeOffset? EvaluatedAt { get; set; }

    public string Note { get; set; } = "";

    public int Version { get; set; } = 1;
}

internal sealed class ComponentTable : IEntityTypeConfiguration<Component>
{
    public void Configure(EntityTypeBuilder<Component> builder) => builder.HasKey(c => c.Id);
}
