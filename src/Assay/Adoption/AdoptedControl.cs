using Assay.Catalog.Content;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Assay.Adoption;

public enum AdoptedState
{
    Active,
    Retired,
}

/// <summary>A control that the company took over from the catalog, and what it made its own: who does it, and how often.</summary>
public sealed class AdoptedControl : ITenantRow, IVersioned
{
    public Guid OrganizationId { get; private init; }

    public required string ControlId { get; init; }

    public AdoptedState State { get; private set; }

    public required string Owner { get; set; }

    public required Frequency Frequency { get; set; }

    public required DateOnly EffectiveFrom { get; init; }

    public DateOnly? EffectiveTo { get; private set; }

    /// <summary>Of the item below.</summary>
    public required string CatalogDigest { get; set; }

    /// <summary>The item as it was taken, so that a later catalog can be compared with it field by field.</summary>
    public required string CatalogItem { get; set; }

    public int Version { get; set; } = 1;

    public string Subject => $"control/{ControlId}";

    public void Retire(DateOnly on) => (State, EffectiveTo) = (AdoptedState.Retired, on);
}

/// <summary>A record that an adopted control is to leave.</summary>
public sealed class PlannedEvidenceRow : ITenantRow, IVersioned
{
    public Guid OrganizationId { get; private init; }

    public required string ControlId { get; init; }

    public required string EvidenceId { get; init; }

    public required Frequency Frequency { get; set; }

    public required string CollectedBy { get; set; }

    public int Version { get; set; } = 1;
}

internal sealed class AdoptedControlTable : IEntityTypeConfiguration<AdoptedControl>
{
    public void Configure(EntityTypeBuilder<AdoptedControl> builder)
    {
        builder.HasKey(c => c.ControlId);
        builder.Ignore(c => c.Subject);
    }
}

internal sealed class PlannedEvidenceTable : IEntityTypeConfiguration<PlannedEvidenceRow>
{
    public void Configure(EntityTypeBuilder<PlannedEvidenceRow> builder)
    {
        builder.ToTable("planned_evidence");
        builder.HasKey(e => new { e.ControlId, e.EvidenceId });
    }
}
