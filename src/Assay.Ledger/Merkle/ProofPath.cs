namespace Assay.Ledger;

/// <summary>
/// Which hashes make a proof, as ranges of leaves. Known before any of them is read, so that a log reads all at once.
/// </summary>
public static class ProofPath
{
    /// <summary>The siblings on the way from a leaf up to the root, from the leaf on.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such leaf in a tree of this size.</exception>
    public static IReadOnlyList<(long Start, long End)> Inclusion(long index, long size)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, size);

        List<(long, long)> path = [];
        Down(0, size);
        path.Reverse();
        return path;

        void Down(long start, long end)
        {
            if (end - start == 1) return;
            var middle = start + Subtree.Cut(end - start);

            path.Add(index < middle ? (middle, end) : (start, middle));
            if (index < middle) Down(start, middle);
            else Down(middle, end);
        }
    }

    /// <summary>What shows that a tree of one size is the beginning of a larger one.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The first is empty or larger than the second.</exception>
    public static IReadOnlyList<(long Start, long End)> Consistency(long first, long second)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(first);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(first, second);

        List<(long, long)> path = [];
        Down(0, second, known: true);
        path.Reverse();
        return path;

        void Down(long start, long end, bool known)
        {
            if (end == first)
            {
                if (!known) path.Add((start, end));     // whoever holds the first root has this one otherwise
                return;
            }

            var middle = start + Subtree.Cut(end - start);
            path.Add(first <= middle ? (middle, end) : (start, middle));
            if (first <= middle) Down(start, middle, known);
            else Down(middle, end, known: false);
        }
    }

    /// <summary>The hash of a range, from those of the whole subtrees in it.</summary>
    public static Hash HashOf((long Start, long End) range, Func<Subtree, Hash> whole)
    {
        var parts = Subtree.Of(range.Start, range.End).Select(whole).ToList();
        var hash = parts[^1];

        for (var i = parts.Count - 2; i >= 0; i--) hash = Merkle.Node(parts[i], hash);
        return hash;
    }

    /// <summary>The root of a tree of this size.</summary>
    public static Hash Root(long size, Func<Subtree, Hash> whole) => size == 0 ? Merkle.Empty : HashOf((0, size), whole);
}
