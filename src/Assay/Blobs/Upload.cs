using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Assay.Blobs;

/// <summary>A large file that comes in parts. Whoever began it may go on for a day, from another network or another tab.</summary>
[Untold("It is on its way; what it becomes is told when it is kept.")]
public sealed class Upload : ITenantRow
{
    public const int PartBytes = 8 * 1024 * 1024;

    public Guid OrganizationId { get; private init; }

    public required Guid Id { get; init; }

    public required Guid UserId { get; init; }

    public required string FileName { get; init; }

    public required long Size { get; init; }

    public required DateTimeOffset BeganAt { get; init; }

    public int Parts => (int)((Size + PartBytes - 1) / PartBytes);

    /// <summary>Every part has one size but the last.</summary>
    public long SizeOf(int part) => Math.Min(PartBytes, Size - ((long)part * PartBytes));
}

[Untold("Part of an upload that is on its way.")]
public sealed class UploadPart : ITenantRow
{
    public Guid OrganizationId { get; private init; }

    public required Guid UploadId { get; init; }

    public required int Number { get; init; }

    public required string Place { get; init; }

    public required byte[] SealedKey { get; init; }
}

internal sealed class UploadTable : IEntityTypeConfiguration<Upload>
{
    public void Configure(EntityTypeBuilder<Upload> builder)
    {
        builder.HasKey(u => u.Id);
        builder.Ignore(u => u.Parts);
    }
}

internal sealed class UploadPartTable : IEntityTypeConfiguration<UploadPart>
{
    public void Configure(EntityTypeBuilder<UploadPart> builder) => builder.HasKey(p => new { p.UploadId, p.Number });
}
