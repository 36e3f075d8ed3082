using System.Numerics;

namespace Assay.Ledger;

/// <summary>Checks proofs as RFC 9162 describes it (sections 2.1.3.2 and 2.1.4.2); the hashes are those of RFC 6962.</summary>
public static class Proof
{
    /// <returns>Whether the leaf is at this place of the tree that has this root.</returns>
    public static bool Includes(long index, long size, Hash leaf, IReadOnlyList<Hash> proof, Hash root)
    {
        if (index < 0 || index >= size) return false;

        var (at, last, hash) = (index, size - 1, leaf);

        foreach (var sibling in proof)
        {
            if (last == 0) return false;

            if ((at & 1) == 1 || at == last)
            {
                hash = Merkle.Node(sibling, hash);
                if ((at & 1) == 0) (at, last) = Climb(at, last, BitOperations.TrailingZeroCount(at));
            }
            else
            {
                hash = Merkle.Node(hash, sibling);
            }

            (at, last) = (at >> 1, last >> 1);
        }

        return last == 0 && hash == root;
    }

    /// <returns>Whether the first tree is the beginning of the second: nothing was taken away, changed or put in between.</returns>
    /// <remarks>An empty first tree proves nothing and is refused.</remarks>
    public static bool IsConsistent(long firstSize, long secondSize, IReadOnlyList<Hash> proof, Hash first, Hash second)
    {
        if (firstSize <= 0 || firstSize > secondSize) return false;
        if (firstSize == secondSize) return proof.Count == 0 && first == second;
        if (proof.Count == 0) return false;

        // Where the first tree is one whole subtree, its root is where the way begins, and the proof need not say it.
        IEnumerable<Hash> path = BitOperations.IsPow2(firstSize) ? [first, .. proof] : proof;
        var (at, last) = (firstSize - 1, secondSize - 1);
        (at, last) = Climb(at, last, BitOperations.TrailingZeroCount(~at));

        var (one, other) = (path.First(), path.First());

        foreach (var sibling in path.Skip(1))
        {
            if (last == 0) return false;

            if ((at & 1) == 1 || at == last)
            {
                (one, other) = (Merkle.Node(sibling, one), Merkle.Node(sibling, other));
                if ((at & 1) == 0) (at, last) = Climb(at, last, BitOperations.TrailingZeroCount(at));
            }
            else
            {
                other = Merkle.Node(other, sibling);
            }

            (at, last) = (at >> 1, last >> 1);
        }

        return last == 0 && one == first && other == second;
    }

    /// <summary>Both numbers, some levels further up. At zero there is nothing further up.</summary>
    private static (long At, long Last) Climb(long at, long last, int levels) => levels > 62 ? (0, 0) : (at >> levels, last >> levels);
}
