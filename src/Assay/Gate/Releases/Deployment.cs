using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Assay.Gate;

public enum DeploymentKind
{
    /// <summary>Through the gate.</summary>
    Promotion,

    /// <summary>Past the gate, to be reviewed afterwards.</summary>
    Emergency,

    /// <summary>Back to a version that had passed before.</summary>
    Rollback,
}

/// <summary>One change of what runs in an environment. The rows of a period are the population of production deployments.</summary>
public sealed class Deployment : ITenantRow, IVersioned
{
    public Guid OrganizationId { get; private init; }

    public required Guid Id { get; init; }

    public required Guid ModelId { get; init; }

    public required int Number { get; init; }

    public required string Environment { get; init; }

    public required DeploymentKind Kind { get; init; }

    public required Guid StartedBy { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public required string Because { get; init; }

    /// <summary>The number that ran before.</summary>
    public int? Replaces { get; init; }

    public required string RulesDigest { get; init; }

    public required string Evaluator { get; init; }

    /// <summary>By when it must have been tested where it runs.</summary>
    public required DateTimeOffset PostTestsDueAt { get; init; }

    public DateTimeOffset? PostTestedAt { get; set; }

    public bool? PostTestsPassed { get; set; }

    /// <summary>By when somebody else must have looked at an emergency.</summary>
    public DateTimeOffset? ReviewDueAt { get; init; }

    public Guid? ReviewedBy { get; set; }

    public DateTimeOffset? ReviewedAt { get; set; }

    /// <summary>When it was found that the review or the tests came too late, or not at all.</summary>
    public DateTimeOffset? DeviatedAt { get; set; }

    public DateTimeOffset? EndedAt { get; set; }

    public string EndedBecause { get; set; } = "";

    public int Version { get; set; } = 1;
}

internal sealed class DeploymentTable : IEntityTypeConfiguration<Deployment>
{
    public void Configure(EntityTypeBuilder<Deployment> builder)
    {
        builder.ToTable("model_deployment");
        builder.HasKey(d => d.Id);
    }
}
