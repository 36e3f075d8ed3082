namespace Assay.Catalog.Interview;

/// <summary>Offers what was probably meant.</summary>
internal static class Nearest
{
    /// <returns>" Did you mean 'x'?", or nothing where no word is near.</returns>
    public static string Hint(string typed, IEnumerable<string> words) =>
        words.Select(word => (word, Distance: Distance(typed, word))).Where(w => w.Distance <= 3).OrderBy(w => w.Distance).FirstOrDefault().word is { } near
            ? $" Did you mean '{near}'?" : "";

    /// <summary>Levenshtein's, one row at a time; typed keys are bounded so that a hostile file costs little.</summary>
    private static int Distance(string a, string b)
    {
        if (a.Length > 64 || Math.Abs(a.Length - b.Length) > 3) return int.MaxValue;
        var row = Enumerable.Range(0, b.Length + 1).ToArray();

        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0]++;
            for (var j = 1; j <= b.Length; j++)
            {
                var above = row[j];
                row[j] = Math.Min(Math.Min(row[j], row[j - 1]) + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1));
                diagonal = above;
            }
        }

        return row[^1];
    }
}
