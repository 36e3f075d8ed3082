using Microsoft.EntityFrameworkCore;

namespace Assay.Calendar;

/// <summary>What is due, by date.</summary>
public sealed class ReadCalendar(Tenancy tenancy, ActorNames names)
{
    private const int _historyShown = 100;

    /// <param name="History">The latest first.</param>
    public sealed record Detail(CalendarDuty Duty, IReadOnlyList<LedgerEntry> History, IReadOnlyDictionary<string, string> Names);

    public async Task<IReadOnlyList<CalendarDuty>> RunAsync(OrganizationId organization, CancellationToken stop)
    {
        await using var db = await tenancy.OpenAsync(organization, stop);
        return await db.Set<CalendarDuty>().AsNoTracking().Where(d => d.EndedOn == null).OrderBy(d => d.DueOn).ThenBy(d => d.Id).ToListAsync(stop);
    }

    /// <returns>Null where there is no such duty.</returns>
    public async Task<Detail?> OneAsync(Actor actor, Guid id, CancellationToken stop)
    {
        await using var db = await tenancy.OpenAsync(actor.Organization, stop);
        if (await db.Set<CalendarDuty>().AsNoTracking().FirstOrDefaultAsync(d => d.Id == id, stop) is not { } duty) return null;

        var history = await db.Set<LedgerEntry>().AsNoTracking().Where(e => e.Subject == duty.Subject)
            .OrderByDescending(e => e.EntryId).Take(_historyShown).ToListAsync(stop);
        return new(duty, history, await names.OfAsync(actor.Organization, stop));
    }
}
