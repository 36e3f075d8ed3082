using Assay.Catalog.Plans;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Assay.Plan;

/// <summary>A range that a person set instead of the estimate's own, in whole US dollars.</summary>
public sealed class CostChoice : ITenantRow, IVersioned
{
    public Guid OrganizationId { get; private init; }

    public required CostYear Year { get; init; }

    public required CostPart Part { get; init; }

    public long Low { get; set; }

    public long High { get; set; }

    public int Version { get; set; } = 1;
}

internal sealed class CostChoiceTable : IEntityTypeConfiguration<CostChoice>
{
    public void Configure(EntityTypeBuilder<CostChoice> builder)
    {
        builder.ToTable("cost_range");
        builder.HasKey(c => new { c.Year, c.Part });
    }
}
