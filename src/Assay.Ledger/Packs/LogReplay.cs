namespace Assay.Ledger;

/// <summary>
/// Builds the tree anew from the entries and compares it with the tiles that are there and the checkpoints that were signed.
/// The self-check feeds it from the database, the offline verification from files, so both find the same.
/// </summary>
public sealed class LogReplay(Findings findings, Func<TileId, byte[]?> tile)
{
    private readonly TreeEdge _edge = new();
    private readonly Dictionary<Hash, long> _wanted = [];
    private readonly List<(long Index, Hash Found)> _strange = [];
    private ReadOnlyMemory<byte> _leaves;

    public long Size => _edge.Size;

    public Hash Root() => _edge.Root();

    /// <param name="size">How many entries the newest checkpoint counts.</param>
    public void Add(ReadOnlySpan<byte> entry, long size)
    {
        var index = _edge.Size;
        var at = (int)(index % TileId.FullWidth);
        if (at == 0) _leaves = tile(new(0, index / TileId.FullWidth, TileId.WidthAt(0, index / TileId.FullWidth, size))) ?? default;

        var leaf = Merkle.Leaf(entry);
        if (_leaves.Length >= (at + 1) * Hash.Size) Compare(index, leaf, Hash.Of(_leaves.Span.Slice(at * Hash.Size, Hash.Size)), entry);

        _edge.Append(leaf, CompareFull);
    }

    /// <summary>Compares what is left at the right edge, and names entries that only changed places.</summary>
    public void Finish()
    {
        foreach (var (id, row) in _edge.Partial.Where(p => p.Tile.Level > 0)) CompareTile(id, row);

        foreach (var (index, found) in _strange)
        {
            findings.Add(_wanted.TryGetValue(found, out var place)
                ? $"Entry {index} was moved: it was numbered {place}."
                : $"Entry {index} is not the one that was numbered: its text was changed, or it was put in here.");
        }
    }

    private void Compare(long index, Hash leaf, Hash numbered, ReadOnlySpan<byte> entry)
    {
        if (leaf == numbered) return;

        if (entry.IsEmpty)
        {
            findings.Add($"Entry {index} was deleted.");
            return;
        }

        if (_strange.Count < Findings.Most) _strange.Add((index, leaf));
        _wanted.TryAdd(numbered, index);
    }

    private void CompareFull(TileId id, IReadOnlyList<Hash> row)
    {
        if (id.Level > 0) CompareTile(id, row);
    }

    private void CompareTile(TileId id, IReadOnlyList<Hash> row)
    {
        if (tile(id) is not { } there)
        {
            findings.Add($"{id.Path} is missing.");
            return;
        }

        var kept = Hash.Row(there);
        for (var i = 0; i < Math.Min(kept.Length, row.Count); i++)
        {
            if (kept[i] == row[i]) continue;

            var width = 1L << (id.Level * TileId.Height);
            var first = (id.Number * TileId.FullWidth + i) * width;
            findings.Add($"The tree does not hold for the entries {first} to {first + width - 1}: {id.Path} says otherwise.");
            return;
        }

        if (kept.Length != row.Count) findings.Add($"{id.Path} has {kept.Length} hashes, not {row.Count}.");
    }
}
