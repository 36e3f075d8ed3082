using System.Text;
using Microsoft.EntityFrameworkCore;

namespace Assay.Proofs;

/// <summary>Writes an organisation's whole log as a ZIP that anybody can verify without this server. Streams: the log may be large.</summary>
public sealed class ExportLog(Tenancy tenancy)
{
    private const string _readMe = """
        This is the log of an organisation that runs Assay, as far as the newest checkpoint.

        checkpoint          what was signed last: how many entries, under which root (C2SP tlog-checkpoint)
        keys                the log's first public key; below it, the notes by which each key names the next
        checkpoints.jsonl   every checkpoint that was signed, with its time
        tile/               the tree, and the entries in bundles, at the paths of C2SP tlog-tiles
        index.jsonl         the entries as the database's columns have them, to look through

        Verify it:  assay verify FILE [--key KEY]
        Without Assay: any C2SP tool reads the checkpoint, the tiles and the bundles; the hashes are those of RFC 6962.
        Compare the first line of 'keys' with the key that the company gave you by another way, and the checkpoint with
        those that you were sent before.

        """;

    /// <param name="to">Need not be seekable.</param>
    public async Task RunAsync(Actor actor, Stream to, CancellationToken stop)
    {
        await using var db = await tenancy.OpenAsync(actor.Organization, stop);
        ZipWriter zip = new(to);

        await zip.AddAsync(LogPaths.ReadMe, Encoding.UTF8.GetBytes(_readMe), stop);
        if (await db.HeadAsync(stop) is { } head && await LogKeys.ChainAsync(db, stop) is var (first, successions)) await WriteAsync(db, zip, head, LogKeysFile.Write(first, successions), stop);
        await zip.FinishAsync(stop);
    }

    private static async Task WriteAsync(AssayDb db, ZipWriter zip, SignedCheckpoint head, string keys, CancellationToken stop)
    {
        await zip.AddAsync(LogPaths.Checkpoint, Encoding.UTF8.GetBytes(head.Note), stop);
        await zip.AddAsync(LogPaths.Keys, Encoding.UTF8.GetBytes(keys), stop);
        await zip.AddAsync(LogPaths.History, write => WriteLinesAsync(write, HistoryAsync(db, head.Size), stop), stop);
        await zip.AddAsync(LogPaths.Index, write => WriteLinesAsync(write, IndexAsync(db, head.Size, stop), stop), stop);

        foreach (var tile in TileId.All(head.Size))
        {
            if (tile.Level == 0) await zip.AddAsync(EntryBundle.PathOf(tile.Number, tile.Width), EntryBundle.Of(await db.TextsAsync(tile.Number * TileId.FullWidth, tile.Width, stop)), stop);
            if (await LedgerTiles.TryReadAsync(db, tile, stop) is { } hashes) await zip.AddAsync(tile.Path, hashes, stop);
        }
    }

    private static IAsyncEnumerable<string> HistoryAsync(AssayDb db, long size) => db.Set<SignedCheckpoint>().AsNoTracking()
        .Where(c => c.Size <= size).OrderBy(c => c.Size).AsAsyncEnumerable()
        .Select(c => new HistoryLine(c.Size, c.Note, c.SignedAt, c.TimestampToken).ToString());

    /// <summary>In the order of the numbers; what stands in the table and was neither numbered nor waits comes last.</summary>
    private static async IAsyncEnumerable<string> IndexAsync(AssayDb db, long size, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken stop)
    {
        await using var command = db.Command("""
            select p.sequence, e.entry_id, e.kind, e.occurred_at, e.recorded_at, e.actor, e.subject
            from ledger_entry e
            left join ledger_position p on p.organization_id = $1 and p.entry_id = e.entry_id
            left join ledger_pending w on w.organization_id = $1 and w.entry_id = e.entry_id
            where e.organization_id = $1 and w.entry_id is null and (p.sequence is null or p.sequence < $2)
            order by p.sequence nulls last, e.entry_id
            """, db.Organization.Value, size);
        await using var rows = await command.ExecuteReaderAsync(stop);

        while (await rows.ReadAsync(stop))
        {
            yield return new LogIndexLine(
                rows.IsDBNull(0) ? null : rows.GetInt64(0), rows.GetGuid(1), rows.GetString(2),
                rows.GetFieldValue<DateTimeOffset>(3), rows.GetFieldValue<DateTimeOffset>(4), rows.GetString(5), rows.GetString(6)).ToString();
        }
    }

    private static async Task WriteLinesAsync(Func<ReadOnlyMemory<byte>, Task> write, IAsyncEnumerable<string> lines, CancellationToken stop)
    {
        await foreach (var line in lines.WithCancellation(stop)) await write(Encoding.UTF8.GetBytes($"{line}\n"));
    }
}
