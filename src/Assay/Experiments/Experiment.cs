using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Assay.Experiments;

/// <summary>A line of work whose runs are compared with one another.</summary>
public sealed class Experiment : ITenantRow, IVersioned
{
    public const int LongestName = 500;

    /// <summary>Where a run goes that names no experiment. There is one from the first run on.</summary>
    public const int Default = 0;

    public Guid OrganizationId { get; private init; }

    public required int Number { get; init; }

    public required string Name { get; set; }

    public required string ArtifactLocation { get; init; }

    public required string CreatedBy { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; set; }

    public DateTimeOffset? DeletedAt { get; set; }

    public int Version { get; set; } = 1;

    /// <summary>How the ledger names it.</summary>
    public string Subject => $"experiment/{Number}";
}

public sealed class ExperimentTag : ITenantRow
{
    public Guid OrganizationId { get; private init; }

    public required int Number { get; init; }

    public required string Key { get; init; }

    public required string Value { get; set; }
}

internal sealed class ExperimentTable : IEntityTypeConfiguration<Experiment>, IEntityTypeConfiguration<ExperimentTag>
{
    public void Configure(EntityTypeBuilder<Experiment> builder)
    {
        builder.HasKey(e => e.Number);
        builder.Ignore(e => e.Subject);
    }

    public void Configure(EntityTypeBuilder<ExperimentTag> builder) => builder.HasKey(t => new { t.Number, t.Key });
}
