using Microsoft.EntityFrameworkCore;

namespace Assay.Today;

/// <summary>What happened last, as the ledger tells it.</summary>
public sealed class ReadActivity(Tenancy tenancy)
{
    private const int _shown = 12;

    public async Task<IReadOnlyList<LedgerEntry>> RunAsync(Actor actor, CancellationToken stop)
    {
        await using var db = await tenancy.OpenAsync(actor.Organization, stop);
        return await db.Set<LedgerEntry>().AsNoTracking().OrderByDescending(e => e.EntryId).Take(_shown).ToListAsync(stop);
    }
}
