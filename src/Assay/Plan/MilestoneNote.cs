using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Assay.Plan;

/// <summary>What people add to a milestone of the plan: who, how far it was moved, and when it was done.</summary>
public sealed class MilestoneNote : ITenantRow, IVersioned
{
    public Guid OrganizationId { get; private init; }

    public required string Programme { get; init; }

    public required string MilestoneId { get; init; }

    /// <summary>Empty where the plan's role has it.</summary>
    public string Owner { get; set; } = "";

    public int DaysMoved { get; set; }

    public DateOnly? DoneOn { get; set; }

    public int Version { get; set; } = 1;
}

internal sealed class MilestoneNoteTable : IEntityTypeConfiguration<MilestoneNote>
{
    public void Configure(EntityTypeBuilder<MilestoneNote> builder)
    {
        builder.ToTable("programme_milestone");
        builder.HasKey(m => new { m.Programme, m.MilestoneId });
    }
}
