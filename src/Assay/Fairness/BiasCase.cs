using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Assay.Fairness;

/// <summary>What was done about one failed fairness result: the mitigation with its owner, and how it was closed.</summary>
public sealed class BiasCase : ITenantRow, IVersioned
{
    public Guid OrganizationId { get; private init; }

    /// <summary>The failed result.</summary>
    public required Guid FactId { get; init; }

    public required Guid ModelId { get; init; }

    public required int Number { get; init; }

    public string Action { get; set; } = "";

    public string Owner { get; set; } = "";

    public DateTimeOffset? MitigatedAt { get; set; }

    /// <summary>The later result that passed.</summary>
    public Guid? RetestFactId { get; set; }

    /// <summary>Why it is borne instead; empty where it was mended.</summary>
    public string AcceptedBecause { get; set; } = "";

    public Guid? ClosedBy { get; set; }

    public DateTimeOffset? ClosedAt { get; set; }

    public int Version { get; set; } = 1;
}

internal sealed class BiasCaseTable : IEntityTypeConfiguration<BiasCase>
{
    public void Configure(EntityTypeBuilder<BiasCase> builder) => builder.HasKey(c => c.FactId);
}
