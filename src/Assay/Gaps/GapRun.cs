using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Assay.Gaps;

/// <summary>A gap analysis as it was on one day, kept to compare with later ones.</summary>
public sealed class GapRun : ITenantRow
{
    public Guid OrganizationId { get; private init; }

    public required Guid Id { get; init; }

    public required string Title { get; init; }

    public required Guid KeptBy { get; init; }

    public required DateTimeOffset KeptAt { get; init; }

    /// <summary>The report as the JSON export writes it.</summary>
    public required string Report { get; init; }
}

internal sealed class GapRunTable : IEntityTypeConfiguration<GapRun>
{
    public void Configure(EntityTypeBuilder<GapRun> builder) => builder.HasKey(r => r.Id);
}
