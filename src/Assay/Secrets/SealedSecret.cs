using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Assay.Secrets;

/// <summary>The row of a secret. Its value lies sealed; nothing but <see cref="SealedSecrets"/> opens it.</summary>
public sealed class SealedSecret : ITenantRow, IVersioned
{
    public Guid OrganizationId { get; private init; }

    public required string Name { get; init; }

    public required string Value { get; set; }

    public required Guid SetBy { get; set; }

    public required DateTimeOffset SetAt { get; set; }

    public int Version { get; set; } = 1;
}

internal sealed class SealedSecretTable : IEntityTypeConfiguration<SealedSecret>
{
    public void Configure(EntityTypeBuilder<SealedSecret> builder) => builder.HasKey(s => new { s.OrganizationId, s.Name });
}
