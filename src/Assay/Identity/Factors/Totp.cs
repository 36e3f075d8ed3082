using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Assay.Identity;

/// <summary>Codes of authenticator apps: RFC 6238, six digits, thirty seconds, SHA-1, which is what all apps know.</summary>
/// <remarks>By the product's clock, and telling which step a code belongs to, so that the same one is not taken twice.</remarks>
internal static class Totp
{
    public const int Digits = 6;
    public const int SecretBytes = 20;
    public const int StepSeconds = 30;

    /// <summary>How many steps a clock may be off, before and after.</summary>
    private const int _tolerance = 1;

    public static byte[] NewSecret() => RandomNumberGenerator.GetBytes(SecretBytes);

    public static long StepAt(DateTimeOffset time) => time.ToUnixTimeSeconds() / StepSeconds;

    public static string Code(ReadOnlySpan<byte> secret, long step)
    {
        Span<byte> counter = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);

        Span<byte> hash = stackalloc byte[HMACSHA1.HashSizeInBytes];
#pragma warning disable CA5350 // Apps know no other; HMAC does not rest on the collisions that broke SHA-1.
        HMACSHA1.HashData(secret, counter, hash);
#pragma warning restore CA5350

        var number = BinaryPrimitives.ReadUInt32BigEndian(hash[(hash[^1] & 0xf)..]) & 0x7fff_ffff;
        return $"{number % 1_000_000:d6}";
    }

    /// <returns>The step whose code this is, or null where it is none of now.</returns>
    public static long? StepOf(ReadOnlySpan<byte> secret, string code, DateTimeOffset now)
    {
        long? found = null;

        // All are looked at, so that the time it takes tells nothing.
        for (var step = StepAt(now) - _tolerance; step <= StepAt(now) + _tolerance; step++)
        {
            if (CryptographicOperations.FixedTimeEquals(System.Text.Encoding.UTF8.GetBytes(Code(secret, step)), System.Text.Encoding.UTF8.GetBytes(code))) found = step;
        }

        return found;
    }
}
