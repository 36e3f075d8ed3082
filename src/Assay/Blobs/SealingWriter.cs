using System.Security.Cryptography;

namespace Assay.Blobs;

/// <summary>Seals what is written, chunk by chunk. Holds one chunk, however long the whole is.</summary>
internal sealed class SealingWriter(Stream to, byte[] key) : IDisposable
{
    private readonly AesGcm _cipher = Sealing.CipherOf(key);
    private readonly byte[] _plain = new byte[Sealing.ChunkBytes];
    private readonly byte[] _sealed = new byte[Sealing.ChunkBytes + Sealing.TagBytes];
    private int _filled;
    private long _index;

    public async Task WriteAsync(ReadOnlyMemory<byte> content, CancellationToken stop)
    {
        while (content.Length > 0)
        {
            if (_filled == _plain.Length) await WriteChunkAsync(last: false, stop);      // more follows, so this is not the last

            var taken = Math.Min(content.Length, _plain.Length - _filled);
            content[..taken].CopyTo(_plain.AsMemory(_filled));
            _filled += taken;
            content = content[taken..];
        }
    }

    public Task FinishAsync(CancellationToken stop) => WriteChunkAsync(last: true, stop);

    public void Dispose() => _cipher.Dispose();

    private async Task WriteChunkAsync(bool last, CancellationToken stop)
    {
        if (_index == 0) await to.WriteAsync(Sealing.Head.ToArray(), stop);

        Sealing.Seal(_cipher, _index++, last, _plain.AsSpan(0, _filled), _sealed);
        await to.WriteAsync(_sealed.AsMemory(0, _filled + Sealing.TagBytes), stop);
        _filled = 0;
    }
}
