using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Npgsql;
using NpgsqlTypes;

namespace Assay.Ledger;

/// <summary>Gives committed entries their numbers, grows the tree by them and signs what it is now. One transaction, or nothing of it.</summary>
/// <remarks>
/// An entry that commits late is pending when it does and gets the next number then. Two processes that number at once are kept
/// apart by a lock which ends with the transaction, however that ends.
/// </remarks>
internal sealed class NumberEntries(Tenancy tenancy, LogKeys keys, IOptions<LedgerOptions> options, TimeProvider clock)
{
    /// <returns>How many entries got a number.</returns>
    /// <exception cref="LedgerDamagedException">The log is not what was signed last, so nothing is signed on top of it.</exception>
    public async Task<int> RunAsync(OrganizationId organization, CancellationToken stop)
    {
        await using var db = await tenancy.OpenAsync(organization, stop);

        if (!await db.Set<PendingEntry>().AnyAsync(stop) || !await db.TakeLogAsync(stop)) return 0;

        var signer = await keys.SignerAsync(db, stop);
        var waiting = await WaitingAsync(db, stop);
        if (waiting.Count == 0) return 0;

        var edge = await EdgeAsync(db, signer.Verifier.Name, stop);
        var start = edge.Size;
        Dictionary<(int, long), byte[]> tiles = [];

        foreach (var (_, text) in waiting) edge.Append(Merkle.Leaf(text), (tile, row) => tiles[(tile.Level, tile.Number)] = LedgerTiles.Bytes(row));
        foreach (var (tile, row) in edge.Partial) tiles[(tile.Level, tile.Number)] = LedgerTiles.Bytes(row);

        await WriteAsync(db, start, [.. waiting.Select(e => e.Id)], tiles, stop);
        await SignAsync(db, new(signer.Verifier.Name, edge.Size, edge.Root()), signer, stop);
        await db.CommitAsync(stop);

        return waiting.Count;
    }

    /// <summary>In the order of their ids, which is the order of their times.</summary>
    private async Task<List<(Guid Id, byte[] Text)>> WaitingAsync(AssayDb db, CancellationToken stop)
    {
        var ids = await db.Set<PendingEntry>().OrderBy(p => p.EntryId).Take(options.Value.BatchSize).Select(p => p.EntryId).ToArrayAsync(stop);

        if (ids is []) return [];

        // First and last as well, which are neighbours in the index: without statistics PostgreSQL would read the whole log for each batch.
        await using var command = db.Command("""
            select entry_id, convert_to(text, 'UTF8') from ledger_entry
            where organization_id = $1 and entry_id between $2 and $3 and entry_id = any($4) order by entry_id
            """, db.Organization.Value, ids[0], ids[^1], ids);
        await using var rows = await command.ExecuteReaderAsync(stop);

        List<(Guid, byte[])> waiting = [];
        while (await rows.ReadAsync(stop)) waiting.Add((rows.GetGuid(0), rows.GetFieldValue<byte[]>(1)));

        return waiting;
    }

    /// <summary>The tree as it was signed last.</summary>
    private static async Task<TreeEdge> EdgeAsync(AssayDb db, string origin, CancellationToken stop)
    {
        if (await db.Set<SignedCheckpoint>().AsNoTracking().OrderByDescending(c => c.Size).FirstOrDefaultAsync(stop) is not { } last) return new();

        var head = last.Read();
        var edge = await LedgerTiles.EdgeAsync(db, head.Size, stop);

        return edge.Root() == head.Root && head.Origin == origin
            ? edge
            : throw new LedgerDamagedException($"The tree of {head.Size} entries is not the one that was signed.");
    }

    private static async Task WriteAsync(AssayDb db, long start, Guid[] ids, Dictionary<(int Level, long Number), byte[]> tiles, CancellationToken stop)
    {
        await using var numbers = db.Command("""
            insert into ledger_position (organization_id, sequence, entry_id)
            select $1, $2 + place - 1, id from unnest($3) with ordinality as e (id, place)
            """, db.Organization.Value, start, ids);
        await numbers.ExecuteNonQueryAsync(stop);

        await using var done = db.Command("delete from ledger_pending where organization_id = $1 and entry_id between $2 and $3 and entry_id = any($4)", db.Organization.Value, ids[0], ids[^1], ids);
        await done.ExecuteNonQueryAsync(stop);

        await using var grown = db.Command("""
            insert into ledger_tile (organization_id, level, number, hashes)
            select $1, level, number, hashes from unnest($2, $3, $4) as t (level, number, hashes)
            on conflict (organization_id, level, number) do update set hashes = excluded.hashes
            """, db.Organization.Value, tiles.Keys.Select(t => t.Level).ToArray(), tiles.Keys.Select(t => t.Number).ToArray());
        grown.Parameters.Add(new() { Value = tiles.Values.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bytea });
        await grown.ExecuteNonQueryAsync(stop);
    }

    private async Task SignAsync(AssayDb db, Checkpoint checkpoint, SignerKey signer, CancellationToken stop)
    {
        await using var signed = db.Command("insert into ledger_checkpoint (organization_id, size, note, signed_at) values ($1, $2, $3, $4)",
            db.Organization.Value, checkpoint.Size, checkpoint.Sign(signer), clock.GetUtcNow());
        await signed.ExecuteNonQueryAsync(stop);
    }
}
