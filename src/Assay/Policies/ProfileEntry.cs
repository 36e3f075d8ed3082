using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Assay.Policies;

/// <summary>One thing that documents fill in about the company, such as who leads security.</summary>
public sealed class ProfileEntry : ITenantRow, IVersioned
{
    public const int MaxLength = 500;

    public Guid OrganizationId { get; private init; }

    public required string Name { get; init; }

    public required string Value { get; set; }

    public int Version { get; set; } = 1;
}

internal sealed class ProfileEntryTable : IEntityTypeConfiguration<ProfileEntry>
{
    public void Configure(EntityTypeBuilder<ProfileEntry> builder)
    {
        builder.ToTable("company_profile");
        builder.HasKey(e => e.Name);
    }
}
