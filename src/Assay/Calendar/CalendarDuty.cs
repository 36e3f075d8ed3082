using Assay.Catalog.Adoption;
using Assay.Catalog.Content;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Assay.Calendar;

/// <summary>Something that recurs, and the day on which it is due next. What was done, and when, is in the ledger.</summary>
public sealed class CalendarDuty : ITenantRow, IVersioned
{
    public Guid OrganizationId { get; private init; }

    public required Guid Id { get; init; }

    /// <summary>What in the catalog asks for it, so that adopting twice schedules it once.</summary>
    public required string Source { get; init; }

    public required string Title { get; init; }

    public required string Owner { get; set; }

    public required Frequency Frequency { get; set; }

    /// <summary>The controls that it serves.</summary>
    public required IReadOnlyList<string> Controls { get; init; }

    public required DateOnly DueOn { get; set; }

    /// <summary>From then on it is nobody's duty any more.</summary>
    public DateOnly? EndedOn { get; set; }

    public int Version { get; set; } = 1;

    public string Subject => $"duty/{Id:n}";

    /// <summary>Late, due within two weeks, or open.</summary>
    public string Status(DateOnly today) => DueOn < today ? "Late" : DueOn <= today.AddDays(14) ? "Due" : "Open";

    /// <summary>Moves on by one period from the day on which it was due: what was missed stays due, one occurrence after the other.</summary>
    public void MoveOn() => DueOn = Duty.Next(DueOn, Frequency);
}

internal sealed class CalendarDutyTable : IEntityTypeConfiguration<CalendarDuty>
{
    public void Configure(EntityTypeBuilder<CalendarDuty> builder)
    {
        builder.ToTable("duty");
        builder.HasKey(d => d.Id);
        builder.Ignore(d => d.Subject);
        builder.PrimitiveCollection(d => d.Controls).HasColumnType("text[]");
    }
}
