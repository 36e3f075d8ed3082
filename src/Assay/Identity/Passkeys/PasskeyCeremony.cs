using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;

namespace Assay.Identity;

/// <summary>The question that a passkey answers. It travels sealed in the form, so that asking costs no row; what it was answered to counts once.</summary>
public sealed class PasskeyCeremony(IDataProtectionProvider keys, TimeProvider clock)
{
    /// <summary>How long a page may lie open before its question is too old.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    /// <summary>What the script of the page needs, and what the form brings back beside the answer.</summary>
    public sealed record Question(string Options, string State);

    internal const string Create = "create";
    internal const string Get = "get";

    internal string Seal(string purpose, string state)
    {
        var text = Encoding.UTF8.GetBytes(state);
        var bytes = new byte[sizeof(long) + text.Length];
        BinaryPrimitives.WriteInt64BigEndian(bytes, clock.GetUtcNow().ToUnixTimeSeconds());
        text.CopyTo(bytes, sizeof(long));

        return Convert.ToBase64String(Protector(purpose).Protect(bytes));
    }

    /// <returns>Null where it is too old, or was not asked here for this purpose.</returns>
    internal string? Open(string purpose, string question)
    {
        try
        {
            var bytes = Protector(purpose).Unprotect(Convert.FromBase64String(question));
            var age = clock.GetUtcNow() - DateTimeOffset.FromUnixTimeSeconds(BinaryPrimitives.ReadInt64BigEndian(bytes));

            return age <= Lifetime ? Encoding.UTF8.GetString(bytes.AsSpan(sizeof(long))) : null;
        }
        catch (Exception wrong) when (wrong is CryptographicException or FormatException)
        {
            return null;
        }
    }

    private IDataProtector Protector(string purpose) => keys.CreateProtector("passkey", purpose);
}
