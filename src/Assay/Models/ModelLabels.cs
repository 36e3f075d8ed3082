using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Assay.Models;

/// <summary>A word that somebody put on a model.</summary>
public sealed class ModelTag : ITenantRow
{
    public Guid OrganizationId { get; private init; }

    public required Guid ModelId { get; init; }

    public required string Key { get; init; }

    public required string Value { get; set; }
}

/// <summary>A word that somebody put on one version.</summary>
public sealed class ModelVersionTag : ITenantRow
{
    public Guid OrganizationId { get; private init; }

    public required Guid ModelId { get; init; }

    public required int Number { get; init; }

    public required string Key { get; init; }

    public required string Value { get; set; }
}

/// <summary>A second name for one version of a model, which may be moved to another.</summary>
public sealed class ModelAlias : ITenantRow
{
    public Guid OrganizationId { get; private init; }

    public required Guid ModelId { get; init; }

    public required string Alias { get; init; }

    public required int Number { get; set; }
}

internal sealed class ModelTagTable : IEntityTypeConfiguration<ModelTag>
{
    public void Configure(EntityTypeBuilder<ModelTag> builder) => builder.HasKey(t => new { t.ModelId, t.Key });
}

internal sealed class ModelVersionTagTable : IEntityTypeConfiguration<ModelVersionTag>
{
    public void Configure(EntityTypeBuilder<ModelVersionTag> builder) => builder.HasKey(t => new { t.ModelId, t.Number, t.Key });
}

internal sealed class ModelAliasTable : IEntityTypeConfiguration<ModelAlias>
{
    public void Configure(EntityTypeBuilder<ModelAlias> builder) => builder.HasKey(a => new { a.ModelId, a.Alias });
}
