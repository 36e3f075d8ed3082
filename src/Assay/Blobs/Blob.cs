using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Assay.Blobs;

/// <summary>Bytes that were kept, named by their SHA-256. The row is what makes them exist: a file without one is a leftover.</summary>
public sealed class Blob : ITenantRow
{
    public Guid OrganizationId { get; private init; }

    /// <summary>Of the bytes as they came, 64 small hexadecimal digits, as <c>sha256sum</c> prints it.</summary>
    public required string Digest { get; init; }

    public required long Size { get; init; }

    /// <summary>Where the sealed bytes lie in the folder or the bucket.</summary>
    public required string Place { get; init; }

    /// <summary>The key of this blob alone, wrapped; without it the bytes are noise.</summary>
    public required byte[] SealedKey { get; init; }

    public required DateTimeOffset StoredAt { get; init; }
}

internal sealed class BlobTable : IEntityTypeConfiguration<Blob>
{
    public void Configure(EntityTypeBuilder<Blob> builder) => builder.HasKey(b => b.Digest);
}
