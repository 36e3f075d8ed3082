using System.Security.Cryptography;
using Microsoft.Extensions.Options;

namespace Assay.Blobs;

/// <summary>
/// Takes bytes in: sealed as they come, hashed, on disk before anybody is told. They exist once a transaction keeps them
/// (<see cref="IncomingBlob.KeepAsync"/>) and commits; until then they are nobody's.
/// </summary>
public sealed class StoreBlob
{
    private const int _bufferBytes = 128 * 1024;

    private readonly IBlobPlace _place;
    private readonly BlobKeys _keys;
    private readonly BlobOptions _options;
    private readonly string _incoming;
    private readonly TimeProvider _clock;

    internal StoreBlob(IBlobPlace place, BlobKeys keys, IOptions<BlobOptions> options, IOptions<DatabaseOptions> folders, TimeProvider clock) =>
        (_place, _keys, _options, _incoming, _clock) = (place, keys, options.Value, BlobFolders.Of(folders.Value).Incoming, clock);

    public long MaxBytes => _options.MaxBytes;

    /// <returns>Null where it is longer than <see cref="MaxBytes"/>; nothing of it is left then.</returns>
    public async Task<IncomingBlob?> ReceiveAsync(OrganizationId organization, Stream content, CancellationToken stop)
    {
        Directory.CreateDirectory(_incoming, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var id = Guid.CreateVersion7(_clock.GetUtcNow());
        var file = Path.Join(_incoming, $"{id:n}");
        var (key, sealedKey) = _keys.New();

        try
        {
            if (await SealAsync(content, file, key, stop) is not var (digest, size, head)) return null;

            var blob = new Blob
            {
                Digest = digest,
                Size = size,
                Place = $"{organization}/{digest[..2]}/{digest}-{id:n}",
                SealedKey = sealedKey,
                StoredAt = _clock.GetUtcNow(),
            };
            await _place.TakeAsync(file, blob.Place, stop);
            return new(blob, head, _place);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
            File.Delete(file);                              // where it was taken there is none any more
        }
    }

    private async Task<(string Digest, long Size, byte[] Head)?> SealAsync(Stream content, string file, byte[] key, CancellationToken stop)
    {
        await using var to = new FileStream(file, new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            Share = FileShare.None,
            BufferSize = 0,
            Options = FileOptions.Asynchronous,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        });
        using var writer = new SealingWriter(to, key);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[_bufferBytes];
        var (size, head) = (0L, Array.Empty<byte>());

        for (int read; (read = await content.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, stop)) > 0;)
        {
            if (size == 0) head = buffer.AsSpan(0, Math.Min(read, IncomingBlob.HeadBytes)).ToArray();
            if ((size += read) > _options.MaxBytes) return null;

            hash.AppendData(buffer.AsSpan(0, read));
            await writer.WriteAsync(buffer.AsMemory(0, read), stop);
        }

        await writer.FinishAsync(stop);
        to.Flush(flushToDisk: true);
        return (Convert.ToHexStringLower(hash.GetHashAndReset()), size, head);
    }
}
