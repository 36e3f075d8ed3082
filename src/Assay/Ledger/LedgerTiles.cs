using System.Runtime.InteropServices;
using Microsoft.EntityFrameworkCore;

namespace Assay.Ledger;

/// <summary>Reads the tree from its tiles.</summary>
internal static class LedgerTiles
{
    public static byte[] Bytes(IReadOnlyList<Hash> row) => MemoryMarshal.AsBytes<Hash>(row.ToArray()).ToArray();

    /// <summary>Where a tree of this size grows.</summary>
    public static async Task<TreeEdge> EdgeAsync(AssayDb db, long size, CancellationToken stop)
    {
        var tiles = await ReadAsync(db, TreeEdge.LastTiles(size).Where(t => t.Width > 0), stop);
        return new(size, tile => tiles[tile]);
    }

    /// <summary>The hashes of these ranges of leaves in a tree of this size, all read at once.</summary>
    public static async Task<IReadOnlyList<Hash>> HashesAsync(AssayDb db, IReadOnlyList<(long Start, long End)> ranges, long size, CancellationToken stop)
    {
        var needed = ranges.SelectMany(r => Subtree.Of(r.Start, r.End)).Select(s => TileId.Holding(s, size).Tile);
        var tiles = await ReadAsync(db, needed, stop);

        return [.. ranges.Select(range => ProofPath.HashOf(range, subtree =>
        {
            var (tile, from, count) = TileId.Holding(subtree, size);
            return Merkle.Whole(Hash.Row(tiles[tile]).Slice(from, count));
        }))];
    }

    /// <returns>As much of a tile as is there, cut to its width; null where it is missing.</returns>
    public static async Task<byte[]?> TryReadAsync(AssayDb db, TileId tile, CancellationToken stop)
    {
        await using var command = db.Command("select hashes from ledger_tile where organization_id = $1 and level = $2 and number = $3", db.Organization.Value, tile.Level, tile.Number);
        return await command.ExecuteScalarAsync(stop) is byte[] hashes ? hashes[..Math.Min(hashes.Length, tile.Width * Hash.Size)] : null;
    }

    /// <returns>The bytes of each tile, cut to its width: it may have grown since.</returns>
    /// <exception cref="LedgerDamagedException">A tile is missing, or shorter than the tree is long.</exception>
    public static async Task<Dictionary<TileId, byte[]>> ReadAsync(AssayDb db, IEnumerable<TileId> wanted, CancellationToken stop)
    {
        var tiles = wanted.Distinct().ToList();

        await using var command = db.Command("""
            select t.level, t.number, t.hashes from ledger_tile t
            where t.organization_id = $1 and (t.level, t.number) in (select * from unnest($2, $3))
            """, db.Organization.Value, tiles.Select(t => t.Level).ToArray(), tiles.Select(t => t.Number).ToArray());
        await using var rows = await command.ExecuteReaderAsync(stop);

        Dictionary<(int, long), byte[]> found = [];
        while (await rows.ReadAsync(stop)) found[(rows.GetInt32(0), rows.GetInt64(1))] = rows.GetFieldValue<byte[]>(2);

        return tiles.ToDictionary(t => t, t => found.GetValueOrDefault((t.Level, t.Number)) is { } hashes && hashes.Length >= t.Width * Hash.Size
            ? hashes[..(t.Width * Hash.Size)]
            : throw new LedgerDamagedException($"{t.Path} is missing from the tree."));
    }
}
