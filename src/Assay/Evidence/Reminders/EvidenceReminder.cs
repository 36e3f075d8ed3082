using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Assay.Evidence;

public enum ReminderState
{
    Due,
    Late,

    /// <summary>Late for longer than the owner may be: it is the owner's manager's now.</summary>
    Escalated,
    Done,
}

/// <summary>Evidence that a control owes for one period of its frequency, and whose it is to file.</summary>
public sealed class EvidenceReminder : ITenantRow, IVersioned
{
    /// <summary>How long before the end of the period the owner hears of it.</summary>
    public const int DaysAhead = 7;

    /// <summary>How long after its end the owner's manager hears of it.</summary>
    public const int DaysUntilEscalated = 7;

    public Guid OrganizationId { get; private init; }

    public required string ControlId { get; init; }

    public required DateOnly PeriodFrom { get; init; }

    /// <summary>The last day of the period, on which it is due.</summary>
    public required DateOnly PeriodTo { get; init; }

    public required ReminderState State { get; set; }

    public required string Owner { get; set; }

    /// <summary>Whose it is once it is escalated; empty before that.</summary>
    public string EscalatedTo { get; set; } = "";

    public int Version { get; set; } = 1;

    public string For => EscalatedTo is "" ? Owner : EscalatedTo;

    /// <returns>Null while it is too early to say anything.</returns>
    public static ReminderState? StateOn(DateOnly today, DateOnly periodTo) =>
        today > periodTo.AddDays(DaysUntilEscalated) ? ReminderState.Escalated
        : today > periodTo ? ReminderState.Late
        : today >= periodTo.AddDays(-DaysAhead) ? ReminderState.Due
        : null;
}

internal sealed class EvidenceReminderTable : IEntityTypeConfiguration<EvidenceReminder>
{
    public void Configure(EntityTypeBuilder<EvidenceReminder> builder)
    {
        builder.HasKey(r => new { r.ControlId, r.PeriodFrom });
        builder.Ignore(r => r.For);
    }
}
