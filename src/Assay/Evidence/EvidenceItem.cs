using Assay.Catalog.Content;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Assay.Evidence;

public enum EvidenceStatus
{
    /// <summary>Nobody has looked at the latest version yet.</summary>
    Waiting,
    Accepted,
    Returned,
}

/// <summary>Where evidence comes from. All but the first arrive without anybody uploading a file.</summary>
public enum EvidenceSource
{
    Person,
    Connector,
    Job,
    CommandLine,
    Product,
}

/// <summary>Something that shows a control at work, and its latest accepted version, which speaks of the present.</summary>
/// <remarks>Every accepted version counts for the days that it covers: a newer one that waits or was returned takes nothing away.</remarks>
public sealed class EvidenceItem : ITenantRow, IVersioned
{
    public Guid OrganizationId { get; private init; }

    public required Guid Id { get; init; }

    public required string Title { get; init; }

    public required EvidenceKind Kind { get; init; }

    /// <summary>The catalog's type, as E05; empty where it is of none.</summary>
    public required string TypeId { get; init; }

    public int Latest { get; private set; } = 1;

    /// <summary>How the latest version stands.</summary>
    public EvidenceStatus Status { get; private set; }

    /// <summary>Where the latest version came from.</summary>
    public required EvidenceSource Source { get; set; }

    public required DateTimeOffset AddedAt { get; init; }

    /// <summary>The latest accepted version; null while there is none.</summary>
    public int? Counted { get; private set; }

    public DateOnly? CountsFrom { get; private set; }

    /// <summary>The last day that it covers; <see cref="DateOnly.MaxValue"/> for what is in force until further notice.</summary>
    public DateOnly? CountsTo { get; private set; }

    /// <summary>The last day on which it speaks of the present.</summary>
    public DateOnly? StaleAfter { get; private set; }

    public int Version { get; set; } = 1;

    public string Subject => $"evidence/{Id:n}";

    public bool IsStale(DateOnly today) => StaleAfter < today;

    /// <returns>The number of the new version.</returns>
    public int AddVersion(EvidenceSource source)
    {
        (Status, Source) = (EvidenceStatus.Waiting, source);
        return ++Latest;
    }

    /// <param name="counted">The latest version whose last word is yes; null where none is.</param>
    public void Review(EvidenceVersion version, bool accepted, EvidenceVersion? counted, DateOnly? staleAfter)
    {
        if (version.Number == Latest) Status = accepted ? EvidenceStatus.Accepted : EvidenceStatus.Returned;
        (Counted, CountsFrom, CountsTo, StaleAfter) = (counted?.Number, counted?.CoversFrom, counted?.CoversTo, staleAfter);
    }
}

internal sealed class EvidenceItemTable : IEntityTypeConfiguration<EvidenceItem>
{
    public void Configure(EntityTypeBuilder<EvidenceItem> builder)
    {
        builder.ToTable("evidence");
        builder.HasKey(e => e.Id);
        builder.Ignore(e => e.Subject);
    }
}
