using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Assay.Components;

/// <summary>Something that is known to be wrong with a component, in the OSV format.</summary>
public sealed class Advisory : ITenantRow
{
    public Guid OrganizationId { get; private init; }

    public required string Id { get; init; }

    public required string Summary { get; init; }

    /// <summary>LOW, MODERATE, HIGH or CRITICAL; empty where nobody stated one, which counts as high.</summary>
    public required string Severity { get; init; }

    public required DateTimeOffset ModifiedAt { get; init; }

    public required DateTimeOffset LoadedAt { get; init; }
}

/// <summary>Which releases of one package an advisory is about.</summary>
public sealed class AdvisoryRange : ITenantRow
{
    public Guid OrganizationId { get; private init; }

    public required string AdvisoryId { get; init; }

    public required int Ordinal { get; init; }

    public required string Ecosystem { get; init; }

    public required string Package { get; init; }

    /// <summary>Releases that are named one by one.</summary>
    public required string[] Releases { get; init; }

    /// <summary>In order: <c>introduced:1.0</c>, <c>fixed:1.4</c>, <c>last_affected:1.3</c>.</summary>
    public required string[] Events { get; init; }

    public bool Affects(string release) => Releases.Contains(release) || IsWithin(release);

    private bool IsWithin(string release)
    {
        var within = false;

        foreach (var (kind, at) in Events.Select(e => e.Split(':', 2)).Select(e => (e[0], e[1])))
        {
            var compared = ReleaseOrder.Compare(release, at);
            within = kind switch
            {
                "introduced" => within || at == "0" || compared >= 0,
                "fixed" => within && compared < 0,
                _ => within && compared <= 0,
            };
        }

        return within;
    }
}

internal sealed class AdvisoryTable : IEntityTypeConfiguration<Advisory>
{
    public void Configure(EntityTypeBuilder<Advisory> builder) => builder.HasKey(a => a.Id);
}

internal sealed class AdvisoryRangeTable : IEntityTypeConfiguration<AdvisoryRange>
{
    public void Configure(EntityTypeBuilder<AdvisoryRange> builder) => builder.HasKey(r => new { r.AdvisoryId, r.Ordinal });
}
