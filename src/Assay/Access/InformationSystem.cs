using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Assay.Access;

/// <summary>Something that people sign in to: a cloud, a repository, a model registry, a payroll tool.</summary>
public sealed class InformationSystem : IRegisterRow
{
    public Guid OrganizationId { get; private init; }

    public Guid Id { get; set; }

    public int Version { get; set; }

    public string Name { get; set; } = "";

    public string Purpose { get; set; } = "";

    /// <summary>Who reviews its accounts; empty where nobody was named yet.</summary>
    public string OwnerEmail { get; set; } = "";

    public bool CustomerData { get; set; }
}

internal sealed class InformationSystemTable : IEntityTypeConfiguration<InformationSystem>
{
    public void Configure(EntityTypeBuilder<InformationSystem> builder) => builder.HasKey(s => new { s.OrganizationId, s.Id });
}
