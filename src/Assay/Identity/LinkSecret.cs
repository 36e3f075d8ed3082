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
    public static bool Matches(string text, byte[] digest) => CryptographicOperations.FixedTimeEquals(SHA256.HashData(Decode(text)), digest);

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
