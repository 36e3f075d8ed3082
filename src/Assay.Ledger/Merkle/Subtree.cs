using System.Numerics;
using System.Runtime.InteropServices;

namespace Assay.Ledger;

/// <summary>A whole subtree: all leaves from <c>Index × 2^Height</c> on, <c>2^Height</c> of them. It never changes once it is there.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Subtree(int Height, long Index)
{
    /// <summary>The whole subtrees of which the leaves from <paramref name="start"/> up to <paramref name="end"/> consist, left to right.</summary>
    /// <remarks>Such a range is one that RFC 6962 cuts: its start is a multiple of the largest power of two that fits in it.</remarks>
    public static IEnumerable<Subtree> Of(long start, long end)
    {
        for (var at = start; at < end;)
        {
            var height = BitOperations.Log2((ulong)(end - at));
            yield return new(height, at >> height);
            at += 1L << height;
        }
    }

    /// <summary>The largest power of two below a size: where RFC 6962 cuts a tree in two.</summary>
    public static long Cut(long size) => 1L << BitOperations.Log2((ulong)(size - 1));
}
