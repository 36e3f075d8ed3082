using System.IO.Compression;

namespace Assay.Ledger;

/// <summary>Whether a ZIP is what <see cref="ZipWriter"/> writes, byte for byte, but for the content of its files.</summary>
internal static class PlainZipCheck
{
    /// <returns>What is otherwise; null where nothing is.</returns>
    public static string? Difference(Stream zip, ZipArchive archive)
    {
        List<PlainZip.Member> files = [];
        var at = 0L;

        foreach (var entry in archive.Entries)
        {
            PlainZip.Member file = new(entry.FullName, entry.Length, entry.Crc32, at);
            files.Add(file);

            if (!Says(zip, at, PlainZip.Before(file.Path))) return $"what stands before '{file.Path}' was changed";
            if (!Says(zip, at + file.Total - PlainZip.Descriptor, PlainZip.After(file.Crc, file.Length))) return $"what stands behind '{file.Path}' was changed";
            at += file.Total;
        }

        var directory = files.SelectMany(PlainZip.Central).ToArray();
        if (!Says(zip, at, directory)) return "its directory was changed";

        var end = PlainZip.Ending(files.Count, at, directory.Length);
        if (!Says(zip, at + directory.Length, end)) return "its end was changed";

        return zip.Length == at + directory.Length + end.Length ? null : "something was put behind its end";
    }

    private static bool Says(Stream zip, long at, byte[] expected)
    {
        if (at < 0 || at + expected.Length > zip.Length) return false;

        var found = new byte[expected.Length];
        zip.Position = at;
        zip.ReadExactly(found);
        return found.AsSpan().SequenceEqual(expected);
    }
}
