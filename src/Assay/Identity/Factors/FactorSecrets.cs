using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace Assay.Identity;

/// <summary>Seals what the second factors rest on, for one person each: a row or a form that is moved to another opens nothing.</summary>
public sealed class FactorSecrets(IDataProtectionProvider keys)
{
    internal byte[] Seal(Guid userId, byte[] secret) => Stored(userId).Protect(secret);

    internal byte[] Open(Guid userId, byte[] secret) => Stored(userId).Unprotect(secret);

    internal string SealOffer(Guid userId, byte[] secret) => Convert.ToBase64String(Offered(userId).Protect(secret));

    /// <returns>Null where it was not sealed here, or for somebody else.</returns>
    internal byte[]? OpenOffer(Guid userId, string text)
    {
        try
        {
            return Offered(userId).Unprotect(Convert.FromBase64String(text));
        }
        catch (Exception wrong) when (wrong is CryptographicException or FormatException)
        {
            return null;
        }
    }

    private IDataProtector Stored(Guid userId) => keys.CreateProtector("authenticator", userId.ToString("n"));

    private IDataProtector Offered(Guid userId) => keys.CreateProtector("authenticator offer", userId.ToString("n"));
}
