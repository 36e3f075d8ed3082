using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Assay.Drift;

public enum DriftJudgement
{
    DataFault,
    RealShift,
    Attack,
    Noise,
}

/// <summary>What somebody made of a drift alert. Without a judgement an alert stays open.</summary>
public sealed class DriftTriage : ITenantRow
{
    public Guid OrganizationId { get; private init; }

    /// <summary>The result that alerted.</summary>
    public required Guid FactId { get; init; }

    public required DriftJudgement Judgement { get; init; }

    /// <summary>What was done, or why nothing.</summary>
    public required string Action { get; init; }

    public required Guid LookedBy { get; init; }

    public required DateTimeOffset LookedAt { get; init; }
}

internal sealed class DriftTriageTable : IEntityTypeConfiguration<DriftTriage>
{
    public void Configure(EntityTypeBuilder<DriftTriage> builder) => builder.HasKey(t => t.FactId);
}
