using System.IO.Compression;

namespace Assay.Catalog.Reports.Workbook;

/// <summary>Takes the clock out of a zip: the packaging library stamps each part with the time of writing.</summary>
internal static class SteadyZip
{
    /// <summary>The first day that a zip can tell.</summary>
    private static readonly DateTimeOffset _noTime = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static void Copy(Stream package, Stream to)
    {
        using var source = new ZipArchive(package, ZipArchiveMode.Read, leaveOpen: true);
        using var steady = new ZipArchive(to, ZipArchiveMode.Create, leaveOpen: true);

        foreach (var part in source.Entries)
        {
            var entry = steady.CreateEntry(part.FullName, CompressionLevel.Optimal);
            entry.LastWriteTime = _noTime;
            using var from = part.Open();
            using var into = entry.Open();
            from.CopyTo(into);
        }
    }
}
