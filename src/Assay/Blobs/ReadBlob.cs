using System.Security.Cryptography;

namespace Assay.Blobs;

/// <summary>Gives bytes back as they were stored, or says that they are not.</summary>
public sealed class ReadBlob
{
    private const int _bufferBytes = 128 * 1024;

    private readonly IBlobPlace _place;
    private readonly BlobKeys _keys;

    internal ReadBlob(IBlobPlace place, BlobKeys keys) => (_place, _keys) = (place, keys);

    /// <exception cref="BlobDamagedException">Now, or at the chunk that is not what was stored.</exception>
    public async Task<Stream> OpenAsync(Blob blob, CancellationToken stop)
    {
        var key = _keys.Open(blob.SealedKey);
        return new UnsealingStream(await _place.OpenAsync(blob.Place, stop), key);
    }

    /// <returns>What is wrong with it; null where every byte is as it was stored.</returns>
    public async Task<string?> FaultAsync(Blob blob, CancellationToken stop)
    {
        try
        {
            await using var content = await OpenAsync(blob, stop);
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            var buffer = new byte[_bufferBytes];

            for (int read; (read = await content.ReadAsync(buffer, stop)) > 0;) hash.AppendData(buffer.AsSpan(0, read));

            return Convert.ToHexStringLower(hash.GetHashAndReset()) == blob.Digest ? null : "Its digest is another one.";
        }
        catch (BlobDamagedException damaged)
        {
            return damaged.Message;
        }
    }
}
