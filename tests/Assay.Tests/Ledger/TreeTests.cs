using System.Text;
using Assay.Ledger;

namespace Assay.Tests.Ledger;

public sealed class TreeTests
{
    private static readonly Hash[] _leaves = [.. Enumerable.Range(0, 700).Select(i => Merkle.Leaf(Encoding.UTF8.GetBytes($"entry {i}")))];

    /// <summary>The tree as RFC 6962 writes it down, slow and plain.</summary>
    private static Hash ByTheBook(ReadOnlySpan<Hash> leaves)
    {
        if (leaves.Length == 0) return Merkle.Empty;
        if (leaves.Length == 1) return leaves[0];

        var cut = (int)Subtree.Cut(leaves.Length);
        return Merkle.Node(ByTheBook(leaves[..cut]), ByTheBook(leaves[cut..]));
    }

    private static Hash Whole(Subtree s) => ByTheBook(_leaves.AsSpan((int)s.Index << s.Height, 1 << s.Height));

    [Fact]
    public void A_tree_that_grows_leaf_by_leaf_has_the_root_of_the_book_at_every_size()
    {
        TreeEdge edge = new();

        for (var size = 0; size <= _leaves.Length; size++)
        {
            Assert.Equal(ByTheBook(_leaves.AsSpan(0, size)), edge.Root());
            Assert.Equal(edge.Root(), ProofPath.Root(size, Whole));
            if (size < _leaves.Length) edge.Append(_leaves[size], (_, _) => { });
        }
    }

    [Fact]
    public void A_tree_goes_on_growing_from_the_tiles_that_were_kept()
    {
        foreach (var stopped in new[] { 0, 1, 255, 256, 257, 511, 512, 600 })
        {
            Dictionary<TileId, byte[]> kept = [];
            TreeEdge first = new();
            foreach (var leaf in _leaves.Take(stopped)) first.Append(leaf, (tile, row) => kept[tile] = Bytes(row));
            foreach (var (tile, row) in first.Partial) kept[tile] = Bytes(row);

            TreeEdge second = new(stopped, tile => kept[tile]);
            Assert.Equal(first.Root(), second.Root());
            foreach (var leaf in _leaves.Skip(stopped)) second.Append(leaf, (tile, row) => kept[tile] = Bytes(row));
            foreach (var (tile, row) in second.Partial) kept[tile] = Bytes(row);

            Assert.Equal(ByTheBook(_leaves), second.Root());
            foreach (var tile in TileId.All(_leaves.Length)) Assert.True(kept.ContainsKey(tile), tile.Path);

            // Every whole subtree can be had from the tiles alone.
            Assert.Equal(ByTheBook(_leaves), ProofPath.Root(_leaves.Length, subtree =>
            {
                var (tile, from, count) = TileId.Holding(subtree, _leaves.Length);
                return Merkle.Whole(Hash.Row(kept[tile]).Slice(from, count));
            }));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(64)]
    [InlineData(100)]
    [InlineData(257)]
    public void Every_entry_is_proved_and_no_other_passes_for_it(int size)
    {
        var root = ByTheBook(_leaves.AsSpan(0, size));

        for (var index = 0; index < size; index++)
        {
            var proof = ProofPath.Inclusion(index, size).Select(range => ProofPath.HashOf(range, Whole)).ToList();

            Assert.True(Proof.Includes(index, size, _leaves[index], proof, root));
            Assert.False(Proof.Includes(index, size, _leaves[index + 1], proof, root));
        }
    }

    [Fact]
    public void Every_tree_is_proved_to_be_the_beginning_of_every_later_one()
    {
        for (var second = 1; second <= 70; second++)
        {
            for (var first = 1; first <= second; first++)
            {
                var proof = ProofPath.Consistency(first, second).Select(range => ProofPath.HashOf(range, Whole)).ToList();
                var (one, other) = (ByTheBook(_leaves.AsSpan(0, first)), ByTheBook(_leaves.AsSpan(0, second)));

                Assert.True(Proof.IsConsistent(first, second, proof, one, other), $"{first} of {second}");
                if (first < second) Assert.False(Proof.IsConsistent(first, second, proof, other, other));
            }
        }
    }

    [Theory]
    [InlineData(0, 256, "tile/0/000")]
    [InlineData(1234067, 256, "tile/0/x001/x234/067")]
    [InlineData(1067, 12, "tile/0/x001/067.p/12")]
    public void A_tile_has_one_address(long number, int width, string path)
    {
        TileId tile = new(0, number, width);

        Assert.Equal(path, tile.Path);
        Assert.True(TileId.TryParse(path, out var parsed));
        Assert.Equal(tile, parsed);
    }

    [Theory]
    [InlineData("tile/0/67")]
    [InlineData("tile/0/001/067")]
    [InlineData("tile/0/x000/067")]
    [InlineData("tile/00/067")]
    [InlineData("tile/64/067")]
    [InlineData("tile/0/067.p/0")]
    [InlineData("tile/0/067.p/256")]
    [InlineData("tile/0/067.p/012")]
    [InlineData("tile/0/../067")]
    [InlineData("tile/0/x999/x999/x999/x999/x999/x999/x999/x999/999")]
    public void Another_spelling_of_a_tile_is_refused(string path) => Assert.False(TileId.TryParse(path, out _));

    /// <summary>The example that the specification gives.</summary>
    [Fact]
    public void A_tree_of_70000_has_the_tiles_that_the_specification_counts()
    {
        var tiles = TileId.All(70_000).ToLookup(t => t.Level);

        Assert.Equal((274, 112), (tiles[0].Count(), tiles[0].Last().Width));
        Assert.Equal((2, 17), (tiles[1].Count(), tiles[1].Last().Width));
        Assert.Equal((1, 1), (tiles[2].Count(), tiles[2].Last().Width));
        Assert.Equal([(0, 256), (1, 1)], TileId.All(256).Select(t => (t.Level, t.Width)));
    }

    private static byte[] Bytes(IEnumerable<Hash> row) => [.. row.SelectMany(h => h.ToArray())];
}
