namespace Assay.Blobs;

/// <summary>Streams one after the other, each opened when the one before has ended.</summary>
internal sealed class JoinedStream(IEnumerable<Func<Task<Stream>>> parts) : Stream
{
    private readonly IEnumerator<Func<Task<Stream>>> _parts = parts.GetEnumerator();
    private Stream? _current;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (true)
        {
            if (_current is not null && await _current.ReadAsync(buffer, cancellationToken) is > 0 and var read) return read;
            if (_current is not null) await _current.DisposeAsync();

            _current = _parts.MoveNext() ? await _parts.Current() : null;
            if (_current is null) return 0;
        }
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
            _current?.Dispose();
            _parts.Dispose();
        }

        base.Dispose(disposing);
    }
}
