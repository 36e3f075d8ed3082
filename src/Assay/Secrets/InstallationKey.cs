using System.Security.Cryptography;

namespace Assay.Secrets;

/// <summary>A key of this installation: 256 bits that seal the keys in the database, and that are not in the database.</summary>
internal sealed class InstallationKey
{
    private const int _bytes = 32;
    private const int _nonce = 12;
    private const int _tag = 16;

    private readonly byte[] _key;

    private InstallationKey(byte[] key) => (_key, Id) = (key, Convert.ToHexStringLower(SHA256.HashData([.. "assay installation key"u8, .. key]))[..16]);

    /// <summary>Names the key without telling it, so that one knows which of two would open something.</summary>
    public string Id { get; }

    public static InstallationKey New() => new(RandomNumberGenerator.GetBytes(_bytes));

    /// <returns>Null where this is not the base64 of 32 bytes.</returns>
    public static InstallationKey? Parse(string text)
    {
        var bytes = new byte[_bytes];
        return text.Length == 44 && Convert.TryFromBase64String(text, bytes, out var written) && written == _bytes ? new(bytes) : null;
    }

    /// <summary>As it stands in a key file.</summary>
    public string Reveal() => Convert.ToBase64String(_key);

    public override string ToString() => Id;

    public byte[] Seal(ReadOnlySpan<byte> plain)
    {
        var box = new byte[_nonce + plain.Length + _tag];
        RandomNumberGenerator.Fill(box.AsSpan(0, _nonce));

        using var aes = new AesGcm(_key, _tag);
        aes.Encrypt(box.AsSpan(0, _nonce), plain, box.AsSpan(_nonce, plain.Length), box.AsSpan(_nonce + plain.Length));
        return box;
    }

    /// <exception cref="CryptographicException">Something was changed, or it was sealed under another key.</exception>
    public byte[] Open(ReadOnlySpan<byte> box)
    {
        if (box.Length < _nonce + _tag) throw new CryptographicException("Too short to have been sealed.");

        var plain = new byte[box.Length - _nonce - _tag];
        using var aes = new AesGcm(_key, _tag);
        aes.Decrypt(box[.._nonce], box[_nonce..^_tag], box[^_tag..], plain);
        return plain;
    }
}
