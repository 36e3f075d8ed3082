using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Assay.Gate;

/// <summary>Something that runs in production although no approved promotion says so. It is open until it is taken out, or passes the gate.</summary>
public sealed class UngatedPromotion : ITenantRow, IVersioned
{
    public Guid OrganizationId { get; private init; }

    public required Guid Id { get; init; }

    /// <summary>Where it was seen: the address of a server, or the name of an endpoint.</summary>
    public required string Place { get; init; }

    /// <summary>By what it is in production: <c>stage Production</c>, <c>alias champion</c>, or the digest of what an endpoint runs.</summary>
    public required string Name { get; init; }

    /// <summary>Null where what runs is not even registered.</summary>
    public Guid? ModelId { get; init; }

    public int? Number { get; init; }

    public required DateTimeOffset FoundAt { get; init; }

    public DateTimeOffset? EndedAt { get; set; }

    public string EndedBecause { get; set; } = "";

    public int Version { get; set; } = 1;
}

internal sealed class UngatedPromotionTable : IEntityTypeConfiguration<UngatedPromotion>
{
    public void Configure(EntityTypeBuilder<UngatedPromotion> builder) => builder.HasKey(u => u.Id);
}
