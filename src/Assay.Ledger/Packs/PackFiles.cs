using System.IO.Compression;

namespace Assay.Ledger;

/// <summary>Files by their paths, in a folder or a ZIP. Read one at a time, each with a limit, so that nothing large is held.</summary>
public abstract class PackFiles : IDisposable
{
    /// <summary>Every file, with forward slashes.</summary>
    public abstract IReadOnlyCollection<string> Paths { get; }

    /// <exception cref="UnreadablePackException">It is neither a folder nor a ZIP, or its files are named so that they would leave it.</exception>
    public static PackFiles Open(string path)
    {
        if (Directory.Exists(path)) return new Folder(path);
        if (!File.Exists(path)) throw new UnreadablePackException($"There is no '{path}'.");

        try
        {
            return new Zip(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 64 * 1024));
        }
        catch (InvalidDataException wrong)
        {
            throw new UnreadablePackException($"'{path}' is no ZIP: {wrong.Message}");
        }
    }

    public static PackFiles Open(Stream zip) => new Zip(zip);

    /// <returns>What in the ZIP itself is not as it was written; null where nothing is, or where it is a folder.</returns>
    public virtual string? Damage => null;

    public bool Has(string path) => Paths.Contains(path);

    /// <exception cref="KeyNotFoundException">There is no such file.</exception>
    public abstract Stream Read(string path);

    /// <summary>How long a file says it is.</summary>
    protected abstract long Length(string path);

    /// <returns>The whole file; null where it is not there or longer than it may be.</returns>
    public byte[]? TryRead(string path, int maxBytes)
    {
        byte[] content = [];
        return TryRead(path, maxBytes, ref content) is { } read ? read.Length == content.Length ? content : read.ToArray() : null;
    }

    /// <param name="into">Used again where it is large enough, and replaced where it is not.</param>
    /// <returns>The whole file, which lies in the buffer; null where it is not there or longer than it may be.</returns>
    internal Memory<byte>? TryRead(string path, int maxBytes, ref byte[] into)
    {
        if (!Has(path)) return null;

        var said = Length(path);
        if (said < 0 || said > maxBytes) return null;          // a damaged ZIP may say anything

        if (into.Length < said) into = new byte[said];
        using var file = Read(path);
        var length = file.ReadAtLeast(into.AsSpan(0, (int)said), (int)said, throwOnEndOfStream: false);

        return length == said && file.ReadByte() >= 0 ? null : into.AsMemory(0, length);          // a ZIP may say less than it holds
    }

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
    }

    private sealed class Folder(string root) : PackFiles
    {
        public override IReadOnlyCollection<string> Paths { get; } =
            Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(root, f).Replace('\\', '/')).ToHashSet(StringComparer.Ordinal);

        public override Stream Read(string path) => File.OpenRead(Path.Join(root, path));

        protected override long Length(string path) => new FileInfo(Path.Join(root, path)).Length;
    }

    private sealed class Zip : PackFiles
    {
        private readonly Dictionary<string, ZipArchiveEntry> _entries = new(StringComparer.Ordinal);
        private readonly ZipArchive _archive;
        private readonly Stream _stream;

        public Zip(Stream stream)
        {
            (_stream, _archive) = (stream, new(stream, ZipArchiveMode.Read));

            foreach (var entry in _archive.Entries.Where(e => !e.FullName.EndsWith('/')))
            {
                if (entry.FullName.Split('/').Any(part => part is "" or "." or "..") || entry.FullName.Contains('\\', StringComparison.Ordinal)) throw new UnreadablePackException($"The pack names a file '{entry.FullName}'.");
                if (!_entries.TryAdd(entry.FullName, entry)) throw new UnreadablePackException($"The pack has '{entry.FullName}' twice.");
            }
        }

        public override IReadOnlyCollection<string> Paths => _entries.Keys;

        public override string? Damage => PlainZipCheck.Difference(_stream, _archive);

        public override Stream Read(string path) => _entries[path].Open();

        protected override long Length(string path) => _entries[path].Length;

        protected override void Dispose(bool disposing)
        {
            if (disposing) _archive.Dispose();
            base.Dispose(disposing);
        }
    }
}
