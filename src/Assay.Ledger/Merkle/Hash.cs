using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Assay.Ledger;

/// <summary>Thirty-two bytes of SHA-256, as a value: a row of them is the bytes of a tile.</summary>
[InlineArray(Size)]
public struct Hash : IEquatable<Hash>
{
    public const int Size = 32;

#pragma warning disable IDE0044, S1144, IDE0051     // the element that the compiler repeats
    private byte _first;
#pragma warning restore IDE0044, S1144, IDE0051

    /// <exception cref="ArgumentException">There are not 32 bytes.</exception>
    public static Hash Of(ReadOnlySpan<byte> bytes) => bytes.Length == Size
        ? MemoryMarshal.Read<Hash>(bytes)
        : throw new ArgumentException($"A hash has {Size} bytes, not {bytes.Length}.", nameof(bytes));

    /// <summary>The hashes that lie one after the other, as a tile holds them.</summary>
    /// <exception cref="ArgumentException">The last one is not whole.</exception>
    public static ReadOnlySpan<Hash> Row(ReadOnlySpan<byte> bytes) => bytes.Length % Size == 0
        ? MemoryMarshal.Cast<byte, Hash>(bytes)
        : throw new ArgumentException($"{bytes.Length} bytes are no row of hashes.", nameof(bytes));

    public static bool TryParse(string base64, out Hash hash)
    {
        hash = default;
        return Convert.TryFromBase64String(base64, hash, out var written) && written == Size && hash.ToString() == base64;
    }

    public readonly byte[] ToArray() => ((ReadOnlySpan<byte>)this).ToArray();

    /// <summary>As checkpoints and proofs write it: base64.</summary>
    public override readonly string ToString() => Convert.ToBase64String(this);

    public readonly bool Equals(Hash other) => ((ReadOnlySpan<byte>)this).SequenceEqual(other);

    public override readonly bool Equals(object? obj) => obj is Hash other && Equals(other);

    public override readonly int GetHashCode() => MemoryMarshal.Read<int>(this);

    public static bool operator ==(Hash left, Hash right) => left.Equals(right);

    public static bool operator !=(Hash left, Hash right) => !left.Equals(right);
}
