using Microsoft.EntityFrameworkCore;

namespace Assay.Today;

/// <summary>What happened last, as the ledger tells it. What one person did many times in a row is one line.</summary>
public sealed class ReadActivity(Tenancy tenancy, ActorNames names)
{
    private const int _read = 400;
    private const int _shown = 12;

    /// <param name="Times">How often in a row.</param>
    public sealed record Line(Guid EntryId, DateTimeOffset At, string Actor, string Kind, string Subject, int Times);

    public async Task<IReadOnlyList<Line>> RunAsync(Actor actor, CancellationToken stop)
    {
        await using var db = await tenancy.OpenAsync(actor.Organization, stop);

        var entries = await db.Set<LedgerEntry>().AsNoTracking()
            .OrderByDescending(e => e.EntryId).Take(_read).Select(e => new Line(e.EntryId, e.OccurredAt, e.Actor, e.Kind, e.Subject, 1)).ToListAsync(stop);
        var known = await names.OfAsync(actor.Organization, stop);

        // Entries of one import are told within a moment, in no order that means anything.
        var inOrder = entries.OrderByDescending(e => e.At.ToUnixTimeSeconds()).ThenBy(e => e.Kind, StringComparer.Ordinal);
        return [.. Folded(inOrder).Take(_shown).Select(l => l with { Actor = l.Actor == actor.LedgerId ? "you" : known.GetValueOrDefault(l.Actor, ByLink(l.Actor)) })];
    }

    /// <summary>Whoever answered through a link has no account, and so no name here.</summary>
    private static string ByLink(string actor) => actor.StartsWith("delegation/", StringComparison.Ordinal) ? "a colleague, by link" : actor;

    private static List<Line> Folded(IEnumerable<Line> entries)
    {
        List<Line> lines = [];

        foreach (var entry in entries)
        {
            if (lines is [.., var last] && (last.Actor, last.Kind) == (entry.Actor, entry.Kind)) lines[^1] = last with { Times = last.Times + 1 };
            else lines.Add(entry);
        }

        return lines;
    }
}
