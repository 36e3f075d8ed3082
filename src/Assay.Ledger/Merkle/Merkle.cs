using System.Buffers;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Assay.Ledger;

/// <summary>The two ways in which RFC 6962 hashes: what is a leaf can never pass for a node, because each begins with its own byte.</summary>
public static class Merkle
{
    private const int _onStack = 1024;

    /// <summary>The hash of a tree without leaves.</summary>
    public static Hash Empty { get; } = Hash.Of(SHA256.HashData([]));

    public static Hash Leaf(ReadOnlySpan<byte> entry)
    {
        var length = entry.Length + 1;
        var rented = length > _onStack ? ArrayPool<byte>.Shared.Rent(length) : null;
        Span<byte> input = rented ?? stackalloc byte[_onStack];

        input[0] = 0;
        entry.CopyTo(input[1..]);
        var hash = Sha256(input[..length]);

        if (rented is not null) ArrayPool<byte>.Shared.Return(rented);
        return hash;
    }

    public static Hash Node(Hash left, Hash right)
    {
        Span<byte> input = stackalloc byte[1 + 2 * Hash.Size];
        input[0] = 1;
        ((ReadOnlySpan<byte>)left).CopyTo(input[1..]);
        ((ReadOnlySpan<byte>)right).CopyTo(input[(1 + Hash.Size)..]);

        return Sha256(input);
    }

    /// <summary>The hash of a whole subtree, from the hashes of its leaves or of the subtrees below; a power of two of them.</summary>
    public static Hash Whole(ReadOnlySpan<Hash> row)
    {
        if (row.Length == 1) return row[0];

        var rented = ArrayPool<Hash>.Shared.Rent(row.Length);
        var width = row.Length;
        row.CopyTo(rented);

        for (; width > 1; width /= 2)
        {
            for (var i = 0; i < width; i += 2) rented[i / 2] = Node(rented[i], rented[i + 1]);
        }

        var root = rented[0];
        ArrayPool<Hash>.Shared.Return(rented);
        return root;
    }

    private static Hash Sha256(ReadOnlySpan<byte> input)
    {
        Hash hash = default;
        SHA256.HashData(input, MemoryMarshal.AsBytes(new Span<Hash>(ref hash)));
        return hash;
    }
}
