using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Assay.Blobs;

/// <summary>
/// How bytes are sealed: AES-256-GCM in chunks under a key that seals nothing else. A chunk's nonce holds its index and
/// whether it is the last, so that one that was left out, moved, doubled or cut off does not open.
/// </summary>
internal static class Sealing
{
    public const int ChunkBytes = 64 * 1024;
    public const int TagBytes = 16;
    public const int KeyBytes = 32;

    private const int _nonceBytes = 12;

    /// <summary>What every sealed file begins with; also authenticated with each chunk.</summary>
    public static ReadOnlySpan<byte> Head => "assay blob 1\n"u8;

    public static AesGcm CipherOf(byte[] key) => new(key, TagBytes);

    public static void Seal(AesGcm cipher, long index, bool last, ReadOnlySpan<byte> plain, Span<byte> sealedChunk)
    {
        Span<byte> nonce = stackalloc byte[_nonceBytes];
        WriteNonce(nonce, index, last);
        cipher.Encrypt(nonce, plain, sealedChunk[..plain.Length], sealedChunk.Slice(plain.Length, TagBytes), Head);
    }

    /// <exception cref="AuthenticationTagMismatchException">It is not the chunk that was sealed there.</exception>
    public static void Open(AesGcm cipher, long index, bool last, ReadOnlySpan<byte> sealedChunk, Span<byte> plain)
    {
        Span<byte> nonce = stackalloc byte[_nonceBytes];
        WriteNonce(nonce, index, last);
        cipher.Decrypt(nonce, sealedChunk[..^TagBytes], sealedChunk[^TagBytes..], plain[..(sealedChunk.Length - TagBytes)], Head);
    }

    private static void WriteNonce(Span<byte> nonce, long index, bool last)
    {
        nonce.Clear();
        BinaryPrimitives.WriteInt64BigEndian(nonce[3..], index);
        nonce[^1] = last ? (byte)1 : (byte)0;
    }
}
