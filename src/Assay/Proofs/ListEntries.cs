using Microsoft.EntityFrameworkCore;

namespace Assay.Proofs;

/// <summary>The ledger, newest first, a page at a time.</summary>
public sealed class ListEntries(Tenancy tenancy, ActorNames names)
{
    public const int PageSize = 50;

    /// <summary>Which entries; what is empty is not asked.</summary>
    /// <param name="Kind">A kind, or the first word of several.</param>
    /// <param name="Before">The last entry of the page before.</param>
    public sealed record Query(string? Kind, string? Actor, string? Subject, DateOnly? From, DateOnly? To, Guid? Before);

    /// <param name="Number">Null while the entry waits for it.</param>
    public sealed record Line(Guid EntryId, long? Number, DateTimeOffset At, string Kind, string Actor, string Who, string Subject);

    /// <param name="Kinds">Every kind there is, for the filter.</param>
    /// <param name="Names">The people there are, for the filter.</param>
    public sealed record Result(IReadOnlyList<Line> Lines, IReadOnlyList<string> Kinds, IReadOnlyDictionary<string, string> Names);

    public async Task<Result> RunAsync(Actor actor, Query query, CancellationToken stop)
    {
        await using var db = await tenancy.OpenAsync(actor.Organization, stop);
        var known = await names.OfAsync(actor.Organization, stop);

        var lines = await (
            from entry in Where(db.Set<LedgerEntry>().AsNoTracking(), query).OrderByDescending(e => e.EntryId).Take(PageSize)
            join position in db.Set<EntryPosition>() on entry.EntryId equals position.EntryId into numbered
            from position in numbered.DefaultIfEmpty()
            orderby entry.EntryId descending
            select new { entry.EntryId, Number = (long?)position!.Sequence, entry.OccurredAt, entry.Kind, entry.Actor, entry.Subject }).ToListAsync(stop);

        return new(
            [.. lines.Select(l => new Line(l.EntryId, l.Number, l.OccurredAt, l.Kind, l.Actor, l.Actor == actor.LedgerId ? "you" : known.GetValueOrDefault(l.Actor, l.Actor), l.Subject))],
            await KindsAsync(db, stop), known);
    }

    private static IQueryable<LedgerEntry> Where(IQueryable<LedgerEntry> entries, Query query)
    {
        if (query.Kind is { Length: > 0 } kind) entries = entries.Where(e => e.Kind == kind);
        if (query.Actor is { Length: > 0 } actor) entries = entries.Where(e => e.Actor == actor);
        if (query.Subject is { Length: > 0 } subject) entries = entries.Where(e => e.Subject == subject);
        if (query.From is { } from) entries = entries.Where(e => e.OccurredAt >= Start(from));
        if (query.To is { } to) entries = entries.Where(e => e.OccurredAt < Start(to.AddDays(1)));
        if (query.Before is { } before) entries = entries.Where(e => e.EntryId < before);

        return entries;
    }

    private static DateTimeOffset Start(DateOnly day) => new(day, TimeOnly.MinValue, TimeSpan.Zero);

    /// <summary>From one kind to the next by the index, because counting them all would read the whole ledger.</summary>
    private static async Task<IReadOnlyList<string>> KindsAsync(AssayDb db, CancellationToken stop)
    {
        await using var command = db.Command("""
            with recursive kinds as (
                (select kind from ledger_entry where organization_id = $1 order by kind limit 1)
                union all
                select (select e.kind from ledger_entry e where e.organization_id = $1 and e.kind > kinds.kind order by e.kind limit 1)
                from kinds where kinds.kind is not null)
            select kind from kinds where kind is not null
            """, db.Organization.Value);
        await using var rows = await command.ExecuteReaderAsync(stop);

        List<string> kinds = [];
        while (await rows.ReadAsync(stop)) kinds.Add(rows.GetString(0));

        return kinds;
    }
}
