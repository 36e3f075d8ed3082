using Microsoft.EntityFrameworkCore;

namespace Assay.Proofs;

/// <summary>What the log publishes, as the C2SP specification tlog-tiles has it: the checkpoint, the tree in tiles, the entries in bundles.</summary>
public sealed class ReadLog(Tenancy tenancy)
{
    /// <returns>The newest signed checkpoint; null where nothing is numbered yet.</returns>
    public async Task<string?> CheckpointAsync(Actor actor, CancellationToken stop)
    {
        await using var db = await tenancy.OpenAsync(actor.Organization, stop);
        return (await db.HeadAsync(stop))?.Note;
    }

    /// <returns>Null where the tree has no such tile, or not yet.</returns>
    public async Task<byte[]?> TileAsync(Actor actor, TileId tile, CancellationToken stop)
    {
        await using var db = await tenancy.OpenAsync(actor.Organization, stop);
        return await db.HeadAsync(stop) is { } head && TileId.WidthAt(tile.Level, tile.Number, head.Size) >= tile.Width
            ? (await LedgerTiles.ReadAsync(db, [tile], stop))[tile]
            : null;
    }

    /// <returns>Null where there are not so many entries yet.</returns>
    public async Task<byte[]?> EntriesAsync(Actor actor, long number, int width, CancellationToken stop)
    {
        await using var db = await tenancy.OpenAsync(actor.Organization, stop);
        if (await db.HeadAsync(stop) is not { } head || TileId.WidthAt(0, number, head.Size) < width) return null;

        return EntryBundle.Of(await db.TextsAsync(number * TileId.FullWidth, width, stop));
    }

    /// <returns>The public keys that ever signed: the first, and the notes that lead from it to the present one.</returns>
    public async Task<string?> KeysAsync(Actor actor, CancellationToken stop)
    {
        await using var db = await tenancy.OpenAsync(actor.Organization, stop);
        return await LogKeys.ChainAsync(db, stop) is var (first, successions) ? string.Join('\n', [$"{first}\n", .. successions]) : null;
    }
}
