using System.Text;
using Microsoft.EntityFrameworkCore;

namespace Assay.Proofs;

/// <summary>Recomputes the log from its entries and compares it with the tree, the columns and what was signed. Names the first that is wrong.</summary>
public sealed class CheckLog(Tenancy tenancy, TimeProvider clock)
{
    private const int _chunk = 4 * TileId.FullWidth;

    /// <summary>Checks, keeps what was found and tells it.</summary>
    public async Task<LedgerCheck> RunAsync(Actor actor, CancellationToken stop)
    {
        var (size, findings) = await FindAsync(actor.Organization, stop);

        await using var db = await tenancy.OpenAsync(actor.Organization, stop);
        var check = new LedgerCheck { Id = Guid.CreateVersion7(clock.GetUtcNow()), CheckedAt = clock.GetUtcNow(), Size = size, Findings = [.. findings] };

        db.Add(check);
        db.Record(actor, "ledger.checked", $"organization/{actor.Organization}", new { size, findings = findings.Count });
        await db.CommitAsync(stop);

        return check;
    }

    /// <returns>The newest check; null where there was none yet.</returns>
    public async Task<LedgerCheck?> LastAsync(Actor actor, CancellationToken stop)
    {
        await using var db = await tenancy.OpenAsync(actor.Organization, stop);
        return await db.Set<LedgerCheck>().AsNoTracking().OrderByDescending(c => c.CheckedAt).ThenByDescending(c => c.Id).FirstOrDefaultAsync(stop);
    }

    private async Task<(long Size, IReadOnlyList<string> Findings)> FindAsync(OrganizationId organization, CancellationToken stop)
    {
        Findings findings = new();
        await using var db = await tenancy.OpenAsync(organization, stop);

        // Nothing is numbered meanwhile, or a new entry would look as if it had been put in.
        if (!await db.WaitForLogAsync(stop)) throw new TimeoutException("The log was written to without a pause.");
        if (await db.HeadAsync(stop) is not { } head) return (0, findings.List);

        if (await LogKeys.ChainAsync(db, stop) is not var (first, successions) || KeySuccession.Chain(first.Name, first, successions) is not { } keys)
        {
            findings.Add("A key of the log is not signed by the one before.");
            return (head.Size, findings.List);
        }

        var signed = await SignedAsync(db, keys, findings, stop);
        await ReplayAsync(db, head.Size, signed, findings, stop);
        await FindStrayAsync(db, findings, stop);

        return (head.Size, findings.List);
    }

    /// <returns>The roots that were signed, by size, as far as their signatures hold.</returns>
    private static async Task<Queue<Checkpoint>> SignedAsync(AssayDb db, IReadOnlyList<VerifierKey> keys, Findings findings, CancellationToken stop)
    {
        Queue<Checkpoint> signed = [];

        await foreach (var row in db.Set<SignedCheckpoint>().AsNoTracking().OrderBy(c => c.Size).AsAsyncEnumerable().WithCancellation(stop))
        {
            if (VerifyLog.ReadSigned($"The checkpoint of {row.Size} entries", row.Note, keys, findings) is not { } checkpoint) continue;
            if (checkpoint.Size == row.Size) signed.Enqueue(checkpoint);
            else findings.Add($"The checkpoint of {row.Size} entries was signed for {checkpoint.Size}.");
        }

        return signed;
    }

    private static async Task ReplayAsync(AssayDb db, long size, Queue<Checkpoint> signed, Findings findings, CancellationToken stop)
    {
        Dictionary<TileId, byte[]?> tiles = [];
        foreach (var tile in TileId.All(size).Where(t => t.Level > 0)) tiles[tile] = await LedgerTiles.TryReadAsync(db, tile, stop);

        LogReplay replay = new(findings, tile => tiles.GetValueOrDefault(tile));

        for (var from = 0L; from < size && !findings.IsFull; from += _chunk)
        {
            var count = (int)long.Min(_chunk, size - from);
            for (var number = from / TileId.FullWidth; number * TileId.FullWidth < from + count; number++)
            {
                TileId tile = new(0, number, TileId.WidthAt(0, number, size));
                tiles[tile] = await LedgerTiles.TryReadAsync(db, tile, stop);
            }

            foreach (var (sequence, entry, line) in await EntriesAsync(db, from, count, stop))
            {
                if (sequence is null) findings.Add($"Number {replay.Size} is missing.");
                else if (line is not null && EntryText.Read(Encoding.UTF8.GetString(entry)) is { } text && line.Difference(text) is { } difference) findings.Add($"Entry {sequence}: {difference}.");

                replay.Add(entry, size);
                while (signed.TryPeek(out var next) && next.Size <= replay.Size) CompareRoot(signed.Dequeue(), replay, findings);
            }
        }

        replay.Finish();
    }

    private static void CompareRoot(Checkpoint signed, LogReplay replay, Findings findings)
    {
        if (signed.Root != replay.Root()) findings.Add($"The first {signed.Size} entries are not those for which a checkpoint was signed.");
    }

    /// <summary>As many places as asked for, empty ones too: a hole must not shift what follows.</summary>
    private static async Task<(long? Sequence, byte[] Text, LogIndexLine? Line)[]> EntriesAsync(AssayDb db, long from, int count, CancellationToken stop)
    {
        await using var command = db.Command("""
            select p.sequence, convert_to(e.text, 'UTF8'), e.entry_id, e.kind, e.occurred_at, e.recorded_at, e.actor, e.subject
            from ledger_position p
            left join ledger_entry e on e.organization_id = $1 and e.entry_id = p.entry_id
            where p.organization_id = $1 and p.sequence >= $2 and p.sequence < $3
            """, db.Organization.Value, from, from + count);
        await using var rows = await command.ExecuteReaderAsync(stop);

        (long? Sequence, byte[] Text, LogIndexLine? Line)[] places = [.. Enumerable.Repeat(((long?)null, Array.Empty<byte>(), (LogIndexLine?)null), count)];

        while (await rows.ReadAsync(stop))
        {
            var sequence = rows.GetInt64(0);
            places[sequence - from] = rows.IsDBNull(1) ? (sequence, [], null) : (sequence, rows.GetFieldValue<byte[]>(1), new(
                sequence, rows.GetGuid(2), rows.GetString(3), rows.GetFieldValue<DateTimeOffset>(4), rows.GetFieldValue<DateTimeOffset>(5), rows.GetString(6), rows.GetString(7)));
        }

        return places;
    }

    /// <summary>What no number leads to: put in beside the log, or deleted before it was numbered.</summary>
    private static async Task FindStrayAsync(AssayDb db, Findings findings, CancellationToken stop)
    {
        await using var command = db.Command("""
            (select 'Entry ' || e.entry_id || ' stands in the table and was never numbered.' from ledger_entry e
             where e.organization_id = $1
               and not exists (select from ledger_position p where p.organization_id = $1 and p.entry_id = e.entry_id)
               and not exists (select from ledger_pending w where w.organization_id = $1 and w.entry_id = e.entry_id)
             order by e.entry_id limit $2)
            union all
            (select 'Number ' || p.sequence || ' stands behind the newest checkpoint.' from ledger_position p
             where p.organization_id = $1 and p.sequence >= (select max(size) from ledger_checkpoint c where c.organization_id = $1)
             order by p.sequence limit $2)
            union all
            (select 'Entry ' || w.entry_id || ' was deleted before it got its number.' from ledger_pending w
             where w.organization_id = $1 and not exists (select from ledger_entry e where e.organization_id = $1 and e.entry_id = w.entry_id)
             order by w.entry_id limit $2)
            """, db.Organization.Value, Findings.Most);
        await using var rows = await command.ExecuteReaderAsync(stop);

        while (await rows.ReadAsync(stop)) findings.Add(rows.GetString(0));
    }
}
