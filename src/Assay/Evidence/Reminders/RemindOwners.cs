using Assay.Adoption;
using Assay.Catalog.Content;
using Assay.People;
using Microsoft.EntityFrameworkCore;

namespace Assay.Evidence;

/// <summary>
/// Reminds the owner of each control of the evidence that it owes, by its own frequency, and hands what was missed to the
/// owner's manager. Safe to repeat: what was said once is not said again.
/// </summary>
public sealed class RemindOwners(Tenancy tenancy)
{
    /// <summary>A control that was adopted long ago is not reminded of years that nobody asks for any more.</summary>
    private const int _monthsBack = 13;

    /// <returns>How many reminders were sent or moved on.</returns>
    public async Task<int> RunAsync(Actor actor, CancellationToken stop)
    {
        await using var db = await tenancy.OpenAsync(actor.Organization, stop);
        var today = await db.TodayAsync(stop);
        var earliest = new DateOnly(today.Year, today.Month, 1).AddMonths(-_monthsBack);

        var controls = await db.Set<AdoptedControl>().AsNoTracking().Where(c => c.State == AdoptedState.Active).ToListAsync(stop);
        var shown = (await ReadCoverage.ShownAsync(db, earliest, today, stop)).ToLookup(s => s.ControlId);
        var known = await db.Set<EvidenceReminder>().Where(r => r.PeriodTo >= earliest).ToDictionaryAsync(r => (r.ControlId, r.PeriodFrom), stop);
        var people = await db.Set<Person>().AsNoTracking().Where(p => p.StartsOn <= today && (p.EndsOn == null || p.EndsOn >= today)).ToListAsync(stop);
        var said = 0;

        foreach (var control in controls)
        {
            foreach (var period in CoverageJudge.PeriodsOf(control.Frequency, control.EffectiveFrom, today).Where(p => p.To >= earliest))
            {
                var row = known.GetValueOrDefault((control.ControlId, period.From));
                if (CoverageJudge.IsCovered(control.Frequency, period, shown[control.ControlId])) said += Finish(db, actor, row);
                else if (EvidenceReminder.StateOn(today, period.To) is { } state) said += Remind(db, actor, control, period, row, state, people);
            }
        }

        if (said > 0) await db.CommitAsync(stop);
        return said;
    }

    private static int Finish(AssayDb db, Actor actor, EvidenceReminder? row)
    {
        if (row is null or { State: ReminderState.Done }) return 0;

        row.State = ReminderState.Done;
        Record(db, actor, "evidence.reminder_done", row);
        return 1;
    }

    private static int Remind(AssayDb db, Actor actor, AdoptedControl control, Slot period, EvidenceReminder? row, ReminderState state, List<Person> people)
    {
        if (row?.State == state) return 0;

        if (row is null) db.Add(row = new() { ControlId = control.ControlId, PeriodFrom = period.From, PeriodTo = period.To, State = state, Owner = control.Owner });
        (row.State, row.Owner, row.EscalatedTo) = (state, control.Owner, state is ReminderState.Escalated ? ManagerOf(control.Owner, people) : "");
        Record(db, actor, state is ReminderState.Escalated ? "evidence.escalated" : "evidence.reminded", row);
        return 1;
    }

    /// <summary>The owner may be written as a name, an address or a role; where nobody answers to it, the compliance manager does.</summary>
    private static string ManagerOf(string owner, List<Person> people)
    {
        var person = people.Find(p => Is(p.Name, owner) || Is(p.Email, owner)) ?? people.Find(p => Is(p.Title, owner));
        return people.Find(p => person is { ManagerEmail: not "" } && Is(p.Email, person.ManagerEmail))?.Name ?? "Compliance manager";

        static bool Is(string a, string b) => a.Equals(b, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Owners may be named by name, so the ledger keeps the control and the period.</summary>
    private static void Record(AssayDb db, Actor actor, string kind, EvidenceReminder row) =>
        db.Record(actor, kind, $"reminder/{row.ControlId}", new { control = row.ControlId, period_from = $"{row.PeriodFrom:yyyy-MM-dd}", period_to = $"{row.PeriodTo:yyyy-MM-dd}", state = row.State });
}
