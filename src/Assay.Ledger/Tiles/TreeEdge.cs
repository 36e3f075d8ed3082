namespace Assay.Ledger;

/// <summary>The right edge of a tree, where it grows: all that must be known of it in order to add leaves.</summary>
public sealed class TreeEdge
{
    /// <summary>Of each level the last tile, as far as it is filled.</summary>
    private readonly List<List<Hash>> _rows = [];

    /// <summary>The whole subtrees of which the tree consists, the largest first.</summary>
    private readonly List<Hash> _whole = [];

    public TreeEdge()
    {
    }

    /// <param name="read">Reads the bytes of a tile that is not full.</param>
    public TreeEdge(long size, Func<TileId, byte[]> read)
    {
        Size = size;

        foreach (var tile in LastTiles(size)) _rows.Add(tile.Width == 0 ? [] : [.. Hash.Row(read(tile))]);
        for (var level = _rows.Count - 1; level >= 0; level--) _whole.AddRange(WholeIn([.. _rows[level]]));
    }

    public long Size { get; private set; }

    public Hash Root()
    {
        if (Size == 0) return Merkle.Empty;

        var root = _whole[^1];
        for (var i = _whole.Count - 2; i >= 0; i--) root = Merkle.Node(_whole[i], root);
        return root;
    }

    /// <summary>The last tile of each level; its width is 0 where the level has only full ones.</summary>
    public static IEnumerable<TileId> LastTiles(long size)
    {
        for (var level = 0; size >> (level * TileId.Height) is > 0 and var hashes; level++)
            yield return new(level, hashes / TileId.FullWidth, (int)(hashes % TileId.FullWidth));
    }

    /// <summary>The tiles that are not full, as they are now.</summary>
    public IEnumerable<(TileId Tile, IReadOnlyList<Hash> Hashes)> Partial =>
        LastTiles(Size).Where(t => t.Width > 0).Select(t => (t, (IReadOnlyList<Hash>)_rows[t.Level]));

    /// <summary>Adds a leaf on the right.</summary>
    /// <param name="full">Told of each tile that became full.</param>
    public void Append(Hash leaf, Action<TileId, IReadOnlyList<Hash>> full)
    {
        var hash = leaf;
        Size++;
        Add(0, hash, full);

        for (var height = 1; (Size >> (height - 1) & 1) == 0; height++)
        {
            hash = Merkle.Node(_whole[^1], hash);
            _whole.RemoveAt(_whole.Count - 1);
            if (height % TileId.Height == 0) Add(height / TileId.Height, hash, full);
        }

        _whole.Add(hash);
    }

    private void Add(int level, Hash hash, Action<TileId, IReadOnlyList<Hash>> full)
    {
        if (level == _rows.Count) _rows.Add([]);
        _rows[level].Add(hash);
        if (_rows[level].Count < TileId.FullWidth) return;

        full(new(level, (Size >> ((level + 1) * TileId.Height)) - 1, TileId.FullWidth), _rows[level]);
        _rows[level] = [];
    }

    private static IEnumerable<Hash> WholeIn(Hash[] row) =>
        Subtree.Of(0, row.Length).Select(part => Merkle.Whole(row.AsSpan((int)part.Index << part.Height, 1 << part.Height)));
}
