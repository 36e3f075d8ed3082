using Assay.Catalog.Gaps;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Assay.Gaps;

/// <summary>What people add to a computed remediation task.</summary>
public sealed class GapTask : ITenantRow, IVersioned
{
    public Guid OrganizationId { get; private init; }

    public required string ControlId { get; init; }

    /// <summary>Who does it; empty where the control's owner role does.</summary>
    public string Owner { get; set; } = "";

    public DateOnly? DueOn { get; set; }

    public string Note { get; set; } = "";

    /// <summary>Closed on the strength of evidence; null while it is open.</summary>
    public DateTimeOffset? ClosedAt { get; set; }

    public int Version { get; set; } = 1;

    /// <summary>Lines end alike, however a browser or a spreadsheet ended them.</summary>
    public TaskPlan Plan => new(Owner, DueOn, Note.ReplaceLineEndings("\n"));
}

internal sealed class GapTaskTable : IEntityTypeConfiguration<GapTask>
{
    public void Configure(EntityTypeBuilder<GapTask> builder) => builder.Ignore(t => t.Plan).HasKey(t => t.ControlId);
}
