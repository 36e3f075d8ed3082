using System.Security.Cryptography;
using System.Text;
using Assay.Statistics.Quality;

namespace Assay.Cli;

/// <summary>Data on this machine as its digest and its profile.</summary>
/// <remarks>
/// The digest of a file is its SHA-256. That of a folder is the SHA-256 of a list with a line for each file, sorted by
/// path: digest, two spaces, path with forward slashes. So `sha256sum` makes the same.
/// </remarks>
internal sealed record LocalDataset(string Digest, long Bytes, int Files, DatasetProfile? Profile, LabelScreening? Screening)
{
    private static readonly string[] _tables = [".csv", ".jsonl", ".ndjson"];

    /// <exception cref="RefusedException">There is nothing there, or labels were named and it is not one table.</exception>
    public static LocalDataset Read(string path, string? labels)
    {
        var isFolder = Directory.Exists(path);
        if (!isFolder && !File.Exists(path)) throw new RefusedException($"there is no file or folder '{path}'.");

        List<string> files = isFolder ? [.. Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories).OrderBy(f => Relative(path, f), StringComparer.Ordinal)] : [path];
        if (files.Count == 0) throw new RefusedException($"the folder '{path}' is empty.");

        var digest = isFolder
            ? Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(files.Select(f => $"{Sha256(f)}  {Relative(path, f)}\n")))))
            : Sha256(path);
        var tables = files.Where(f => _tables.Contains(Path.GetExtension(f).ToLowerInvariant())).ToList();
        if (labels is not null && tables.Count != 1) throw new RefusedException($"--label-column needs one table, and there {(tables.Count == 0 ? "is none" : $"are {tables.Count}")}.");

        return new(digest, files.Sum(f => new FileInfo(f).Length), files.Count,
            tables is [var table] ? ProfileFile.Run(table) : null, labels is null ? null : ScreenLabels.Run(tables[0], labels));
    }

    private static string Relative(string folder, string file) => Path.GetRelativePath(folder, file).Replace('\\', '/');

    private static string Sha256(string file)
    {
        using var stream = File.OpenRead(file);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }
}
