using System.Security.Cryptography;

namespace Assay.Blobs;

/// <summary>Reads what was sealed. A byte is handed out only once its chunk has proved to be the one that was stored.</summary>
internal sealed class UnsealingStream(Stream from, byte[] key) : Stream
{
    private readonly AesGcm _cipher = Sealing.CipherOf(key);
    private readonly byte[] _plain = new byte[Sealing.ChunkBytes];
    private byte[] _current = new byte[Sealing.ChunkBytes + Sealing.TagBytes];
    private byte[] _next = new byte[Sealing.ChunkBytes + Sealing.TagBytes];
    private int _currentBytes, _nextBytes;
    private int _at, _end;
    private long _index;
    private bool _begun, _lastSeen;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (_at == _end)
        {
            if (_lastSeen) return 0;
            await OpenChunkAsync(cancellationToken);
        }

        var taken = Math.Min(buffer.Length, _end - _at);
        _plain.AsMemory(_at, taken).CopyTo(buffer);
        _at += taken;
        return taken;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Read it asynchronously; it comes from a disk or a network.");

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _cipher.Dispose();
            from.Dispose();
        }

        base.Dispose(disposing);
    }

    /// <summary>Reads one chunk ahead: whether a chunk is the last is part of what its tag proves.</summary>
    private async Task OpenChunkAsync(CancellationToken stop)
    {
        if (!_begun) await BeginAsync(stop);

        _nextBytes = await from.ReadAtLeastAsync(_next, _next.Length, throwOnEndOfStream: false, stop);
        _lastSeen = _nextBytes == 0;

        try
        {
            Sealing.Open(_cipher, _index++, _lastSeen, _current.AsSpan(0, _currentBytes), _plain);
        }
        catch (CryptographicException failure)
        {
            throw new BlobDamagedException($"Chunk {_index - 1} is not what was stored.", failure);
        }

        (_at, _end) = (0, _currentBytes - Sealing.TagBytes);
        (_current, _next, _currentBytes) = (_next, _current, _nextBytes);
    }

    private async Task BeginAsync(CancellationToken stop)
    {
        var head = new byte[Sealing.Head.Length];
        var read = await from.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, stop);
        _currentBytes = await from.ReadAtLeastAsync(_current, _current.Length, throwOnEndOfStream: false, stop);

        if (read < head.Length || !Sealing.Head.SequenceEqual(head) || _currentBytes < Sealing.TagBytes)
            throw new BlobDamagedException("It does not begin as a stored file does.");

        _begun = true;
    }
}
