using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Assay.Tokens;

/// <summary>
/// A token as it is written: <c>assay_</c> and 76 letters that hold the organisation, the token's id, 168 random bits and
/// the first four bytes of the SHA-256 of all that.
/// </summary>
/// <remarks>
/// The prefix and the checksum are for scanners of leaked secrets, which then need not ask us. The organisation is named
/// so that the one look-up is by a whole key, within that organisation and on its node.
/// </remarks>
public sealed class TokenText
{
    public const string Prefix = "assay_";

    private const int _ids = 32;
    private const int _signed = _ids + 21;
    private const int _bytes = _signed + 4;
    private const int _letters = 76;

    private readonly string _text;

    private TokenText(string text, ReadOnlySpan<byte> bytes) =>
        (_text, Organization, TokenId) = (text, new(new(bytes[..16], bigEndian: true)), new(bytes[16.._ids], bigEndian: true));

    public OrganizationId Organization { get; }

    public Guid TokenId { get; }

    public static TokenText New(OrganizationId organization, Guid tokenId)
    {
        var bytes = new byte[_bytes];
        organization.Value.TryWriteBytes(bytes, bigEndian: true, out _);
        tokenId.TryWriteBytes(bytes.AsSpan(16), bigEndian: true, out _);
        RandomNumberGenerator.Fill(bytes.AsSpan(_ids.._signed));
        Check(bytes).CopyTo(bytes, _signed);

        return new($"{Prefix}{Base64Url.EncodeToString(bytes)}", bytes);
    }

    /// <returns>Null where this was never one of ours, which is seen without asking the database.</returns>
    public static TokenText? Parse(string text)
    {
        if (text.Length != Prefix.Length + _letters || !text.StartsWith(Prefix, StringComparison.Ordinal)) return null;

        Span<byte> bytes = stackalloc byte[_bytes];
        return Base64Url.TryDecodeFromChars(text.AsSpan(Prefix.Length), bytes, out var written) && written == _bytes && Check(bytes).AsSpan().SequenceEqual(bytes[_signed..])
            ? new(text, bytes)
            : null;
    }

    /// <summary>What is kept of it. Random bits need no slow hash: there is no list of likely tokens to try.</summary>
    public byte[] Hash() => SHA256.HashData(Encoding.ASCII.GetBytes(_text));

    /// <summary>The token in the clear, for the one time that it is shown.</summary>
    public string Reveal() => _text;

    public override string ToString() => $"{Prefix}… ({TokenId:n})";

    private static byte[] Check(ReadOnlySpan<byte> bytes) => SHA256.HashData(bytes[.._signed])[..4];
}
