using System.Buffers.Binary;

namespace Assay.Ledger;

/// <summary>Up to 256 entries, each behind its length in two bytes; the same numbers of entries as the tile of level 0 has hashes.</summary>
public static class EntryBundle
{
    /// <summary>What two bytes can count.</summary>
    public const int MaxEntryBytes = ushort.MaxValue;

    /// <summary>As <c>tile/entries/x001/067.p/12</c>.</summary>
    public static string PathOf(long number, int width) => $"tile/entries/{TilePath.Of(number, width)}";

    public static bool TryParse(string path, out long number, out int width)
    {
        (number, width) = (0, 0);
        return path.StartsWith("tile/entries/", StringComparison.Ordinal) && TilePath.TryParse(path["tile/entries/".Length..], out number, out width);
    }

    public static byte[] Of(IReadOnlyCollection<byte[]> entries)
    {
        var bundle = new byte[entries.Sum(e => e.Length + 2)];
        var at = 0;

        foreach (var entry in entries)
        {
            BinaryPrimitives.WriteUInt16BigEndian(bundle.AsSpan(at), checked((ushort)entry.Length));
            entry.CopyTo(bundle, at + 2);
            at += entry.Length + 2;
        }

        return bundle;
    }

    /// <summary>Takes the next entry off the front.</summary>
    /// <returns>Whether there was one, whole.</returns>
    public static bool TryRead(ref ReadOnlySpan<byte> bundle, out ReadOnlySpan<byte> entry)
    {
        entry = default;
        if (bundle.Length < 2) return false;

        var length = BinaryPrimitives.ReadUInt16BigEndian(bundle);
        if (bundle.Length < 2 + length) return false;

        entry = bundle.Slice(2, length);
        bundle = bundle[(2 + length)..];
        return true;
    }
}
