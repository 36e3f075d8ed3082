using System.Globalization;
using System.Text;

namespace Assay.Ledger;

/// <summary>How a tile's number and width stand in an address: <c>x001/x234/067</c>, with <c>.p/12</c> behind it where the tile is not full.</summary>
public static class TilePath
{
    public static string Of(long number, int width)
    {
        var path = new StringBuilder($"{number % 1000:000}");
        for (var rest = number / 1000; rest > 0; rest /= 1000) path.Insert(0, $"x{rest % 1000:000}/");
        if (width != TileId.FullWidth) path.Append(CultureInfo.InvariantCulture, $".p/{width}");

        return path.ToString();
    }

    public static bool TryParse(string path, out long number, out int width)
    {
        (number, width) = (0, TileId.FullWidth);

        var partial = path.IndexOf(".p/", StringComparison.Ordinal);
        if (partial >= 0 && (!int.TryParse(path.AsSpan(partial + 3), NumberStyles.None, CultureInfo.InvariantCulture, out width) || width is < 1 or >= TileId.FullWidth)) return false;

        foreach (var part in (partial < 0 ? path : path[..partial]).Split('/'))
        {
            if (!int.TryParse(part.TrimStart('x'), NumberStyles.None, CultureInfo.InvariantCulture, out var thousand) || number > long.MaxValue / 2000) return false;
            number = number * 1000 + thousand;
        }

        return Of(number, width) == path;        // one address for one tile
    }
}
