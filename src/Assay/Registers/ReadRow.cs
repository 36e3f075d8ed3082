using Microsoft.EntityFrameworkCore;

namespace Assay.Registers;

/// <summary>One row with what it touches and what happened to it.</summary>
public sealed class ReadRow<TRow>(Tenancy tenancy, Register<TRow> register, ActorNames names, TimeProvider clock) where TRow : class, IRegisterRow, new()
{
    private const int _historyShown = 100;

    public sealed record Result(TRow Row, IReadOnlyList<LinkedPanel.Link> Linked, IReadOnlyList<LedgerEntry> History, IReadOnlyDictionary<string, string> Names);

    /// <returns>Null where this organisation has no such row.</returns>
    public async Task<Result?> RunAsync(Actor actor, Guid id, CancellationToken stop)
    {
        await using var db = await tenancy.OpenAsync(actor.Organization, stop);
        if (await db.Set<TRow>().AsNoTracking().FirstOrDefaultAsync(r => r.Id == id, stop) is not { } row) return null;

        var subject = register.SubjectOf(row);
        var history = await db.Set<LedgerEntry>().AsNoTracking()
            .Where(e => e.Subject == subject).OrderByDescending(e => e.EntryId).Take(_historyShown).ToListAsync(stop);

        return new(row, await register.LinkedAsync(db, row, clock.Today, stop), history, await names.OfAsync(actor.Organization, stop));
    }
}
