using System.Globalization;
using System.Runtime.InteropServices;

namespace Assay.Ledger;

/// <summary>One tile of the tree: up to 256 neighbouring hashes, as the C2SP specification tlog-tiles cuts them.</summary>
/// <param name="Level">0 for the leaves; each level above is eight levels of the tree higher.</param>
/// <param name="Width">256, or fewer at the right edge.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct TileId(int Level, long Number, int Width)
{
    /// <summary>How many levels of the tree a tile spans.</summary>
    public const int Height = 8;

    public const int FullWidth = 1 << Height;

    public bool IsFull => Width == FullWidth;

    /// <summary>As <c>tile/0/x001/067.p/12</c>.</summary>
    public string Path => $"tile/{Level}/{TilePath.Of(Number, Width)}";

    /// <summary>The tile that holds what is needed for the hash of a whole subtree, and where in it.</summary>
    public static (TileId Tile, int From, int Count) Holding(Subtree subtree, long size)
    {
        var level = subtree.Height / Height;
        var count = 1 << (subtree.Height % Height);
        var from = subtree.Index * count;
        var number = from / FullWidth;

        return (new(level, number, WidthAt(level, number, size)), (int)(from % FullWidth), count);
    }

    /// <summary>How wide a tile is in a tree of this size; 0 where it is not there.</summary>
    public static int WidthAt(int level, long number, long size) =>
        (int)long.Clamp((level * Height > 62 ? 0 : size >> (level * Height)) - number * FullWidth, 0, FullWidth);

    /// <summary>Every tile of a tree, lowest level first.</summary>
    public static IEnumerable<TileId> All(long size)
    {
        for (var level = 0; size >> (level * Height) > 0; level++)
        {
            for (var number = 0L; WidthAt(level, number, size) is > 0 and var width; number++) yield return new(level, number, width);
        }
    }

    public static bool TryParse(string path, out TileId tile)
    {
        tile = default;
        if (path.Split('/', 3) is not ["tile", var level, var rest] || !TilePath.TryParse(rest, out var number, out var width)) return false;
        if (!int.TryParse(level, NumberStyles.None, CultureInfo.InvariantCulture, out var at) || at > 63 || at.ToString(CultureInfo.InvariantCulture) != level) return false;

        tile = new(at, number, width);
        return true;
    }
}
