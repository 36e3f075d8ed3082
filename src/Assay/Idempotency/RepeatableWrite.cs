using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Assay.Idempotency;

/// <summary>A write that came with a key, and what it was answered.</summary>
[Untold("It remembers an answer; the write that was answered is told.")]
public sealed class RepeatableWrite : ITenantRow
{
    /// <summary>How long a key is known. A program that retries does so within minutes.</summary>
    public static readonly TimeSpan IsKept = TimeSpan.FromHours(24);

    public const int LongestKey = 200;

    public Guid OrganizationId { get; private init; }

    public required string Actor { get; init; }

    public required string Key { get; init; }

    /// <summary>Of method, address and body: a key that comes back with another request is a mistake of the caller.</summary>
    public required byte[] RequestHash { get; init; }

    public required DateTimeOffset BegunAt { get; init; }

    /// <summary>Null while it is at work.</summary>
    public int? Status { get; set; }

    public string? ContentType { get; set; }

    public string? Location { get; set; }

    public byte[]? Body { get; set; }
}

internal sealed class RepeatableWriteTable : IEntityTypeConfiguration<RepeatableWrite>
{
    public void Configure(EntityTypeBuilder<RepeatableWrite> builder) => builder.HasKey(w => new { w.OrganizationId, w.Actor, w.Key });
}
