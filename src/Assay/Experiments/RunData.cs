using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Assay.Experiments;

/// <summary>A word on a run. Its value may change and may name a person.</summary>
public sealed class RunTag : ITenantRow
{
    public Guid OrganizationId { get; private init; }

    public required string RunId { get; init; }

    public required string Key { get; init; }

    public required string Value { get; set; }
}

/// <summary>A setting of the job. Said once: another value under the same key is refused.</summary>
public sealed class RunParam : ITenantRow
{
    public Guid OrganizationId { get; private init; }

    public required string RunId { get; init; }

    public required string Key { get; init; }

    public required string Value { get; init; }
}

/// <summary>A measured value, of all that were logged.</summary>
public sealed class RunMetric : ITenantRow
{
    public Guid OrganizationId { get; private init; }

    public required string RunId { get; init; }

    public required string Key { get; init; }

    /// <summary>Milliseconds of the client's clock.</summary>
    public required long At { get; init; }

    public required long Step { get; init; }

    public required double Value { get; init; }
}

/// <summary>The last value of each metric.</summary>
public sealed class RunLatestMetric : ITenantRow
{
    public Guid OrganizationId { get; private init; }

    public required string RunId { get; init; }

    public required string Key { get; init; }

    public required long At { get; init; }

    public required long Step { get; init; }

    public required double Value { get; init; }
}

/// <summary>A dataset that a run says it read.</summary>
public sealed class RunInput : ITenantRow
{
    public Guid OrganizationId { get; private init; }

    public required string RunId { get; init; }

    public required string Name { get; init; }

    public required string Digest { get; init; }

    public required string SourceType { get; init; }

    public required string Source { get; init; }

    public string? Schema { get; init; }

    public string? Profile { get; init; }

    /// <summary>JSON: a list of key and value.</summary>
    public required string Tags { get; init; }
}

internal sealed class RunDataTables : IEntityTypeConfiguration<RunTag>, IEntityTypeConfiguration<RunParam>, IEntityTypeConfiguration<RunMetric>,
    IEntityTypeConfiguration<RunLatestMetric>, IEntityTypeConfiguration<RunInput>
{
    public void Configure(EntityTypeBuilder<RunTag> builder) => builder.HasKey(t => new { t.RunId, t.Key });

    public void Configure(EntityTypeBuilder<RunParam> builder) => builder.HasKey(p => new { p.RunId, p.Key });

    public void Configure(EntityTypeBuilder<RunMetric> builder) => builder.HasKey(m => new { m.RunId, m.Key, m.At, m.Step, m.Value });

    public void Configure(EntityTypeBuilder<RunLatestMetric> builder) => builder.HasKey(m => new { m.RunId, m.Key });

    public void Configure(EntityTypeBuilder<RunInput> builder) => builder.HasKey(i => new { i.RunId, i.Name, i.Digest });
}
