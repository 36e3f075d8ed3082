using System.Security.Cryptography;
using Microsoft.AspNetCore.WebUtilities;

namespace Assay.Identity;

/// <summary>The secret part of a link that opens something without a sign-in. Only its digest is kept.</summary>
public sealed record LinkSecret(string Text, byte[] Digest)
{
    public static LinkSecret New()
    {
        var secret = RandomNumberGenerator.GetBytes(32);
        return new(WebEncoders.Base64UrlEncode(secret), SHA256.HashData(secret));
    }

    /// <summary>Compares in a time that says nothing. What is no secret at all matches nothing.</summary>
    public static bool Matches(string text, byte[] digest) => CryptographicOperations.FixedTimeEquals(DigestOf(text), digest);

    /// <summary>By which a row is looked for, so that none is read to whoever does not hold its secret.</summary>
    public static byte[] DigestOf(string text) => SHA256.HashData(Decode(text));

    private static byte[] Decode(string text)
    {
        try
        {
            return WebEncoders.Base64UrlDecode(text);
        }
        catch (FormatException)
        {
            return [];
        }
    }
}
