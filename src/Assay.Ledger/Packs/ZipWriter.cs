namespace Assay.Ledger;

/// <summary>Writes a ZIP to a stream that need not be seekable and is only ever waited for, one file after the other.</summary>
public sealed class ZipWriter(Stream to)
{
    private readonly List<PlainZip.Member> _files = [];
    private long _at;

    public Task AddAsync(string path, ReadOnlyMemory<byte> content, CancellationToken stop) =>
        AddAsync(path, async write => await write(content), stop);

    public Task AddAsync(string path, Stream content, CancellationToken stop) => AddAsync(path, async write =>
    {
        var buffer = new byte[64 * 1024];
        for (int read; (read = await content.ReadAsync(buffer, stop)) > 0;) await write(buffer.AsMemory(0, read));
    }, stop);

    /// <param name="content">Writes the file piece by piece.</param>
    public async Task AddAsync(string path, Func<Func<ReadOnlyMemory<byte>, Task>, Task> content, CancellationToken stop)
    {
        var (offset, length, crc) = (_at, 0L, 0u);
        await WriteAsync(PlainZip.Before(path), stop);

        await content(async piece =>
        {
            (length, crc) = (length + piece.Length, Crc32.Append(crc, piece.Span));
            await WriteAsync(piece, stop);
        });

        await WriteAsync(PlainZip.After(crc, length), stop);
        _files.Add(new(path, length, crc, offset));
    }

    /// <summary>Writes the directory. Without it the ZIP is none.</summary>
    public async Task FinishAsync(CancellationToken stop)
    {
        var start = _at;
        foreach (var file in _files) await WriteAsync(PlainZip.Central(file), stop);

        await WriteAsync(PlainZip.Ending(_files.Count, start, _at - start), stop);
        await to.FlushAsync(stop);
    }

    private async Task WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken stop)
    {
        await to.WriteAsync(bytes, stop);
        _at += bytes.Length;
    }
}
