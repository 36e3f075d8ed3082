using Assay.Today;

namespace Assay.Evidence;

/// <summary>What the first page says of evidence: the gaps of the window, and what waits for a second person.</summary>
internal sealed class EvidenceToday(ReadCoverage coverage, ListEvidence list, ListReminders reminders) : IToday
{
    private const int _reminderRank = 12;
    private const int _reviewRank = 22;
    private const int _shown = 3;

    public Permission Needs => Permission.ReadEvidence;

    public async Task<TodayPart> OfAsync(Actor actor, Frame frame, CancellationToken stop)
    {
        var gaps = (await coverage.RunAsync(actor, frame, null, null, stop))?.Gaps ?? 0;
        var open = await reminders.RunAsync(actor.Organization, stop);
        var totals = await list.CountAsync(actor.Organization, stop);

        return new()
        {
            Figures = totals.All == 0 && gaps == 0 ? [] : [new("Evidence gaps", $"{gaps:N0}", "/evidence/coverage", gaps > 0 ? "bad" : null)],
            Next =
            [
                .. open.Take(_shown).Select(r => new TodayPart.Step(
                    $"File evidence for {r.ControlId}, {EvidenceWords.Period(r.PeriodFrom, r.PeriodTo)}",
                    r.State is ReminderState.Escalated ? $"Missed by {r.Owner}; escalated to {r.EscalatedTo}." : $"{r.Owner}, due {r.PeriodTo:yyyy-MM-dd}.",
                    $"/evidence/reminders?state={r.State}", _reminderRank, IsUrgent: r.State is not ReminderState.Due)),
                .. totals.Waiting == 0 ? [] : new[] { Waiting(totals.Waiting) },
            ],
        };
    }

    private static TodayPart.Step Waiting(int count) =>
        new("Review evidence", $"{count} {(count == 1 ? "item waits" : "items wait")} for somebody other than who added it.", "/evidence?status=Waiting", _reviewRank);
}
