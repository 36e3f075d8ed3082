using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace Assay.SignOn;

/// <summary>The password of this server at a provider. It goes in and to the provider, and nowhere else.</summary>
internal static class ClientSecret
{
    public static string Seal(string secret, IDataProtectionProvider protection) => secret is "" ? "" : Protector(protection).Protect(secret);

    /// <exception cref="ProviderFailedException">It was sealed with keys that are gone.</exception>
    public static string Unseal(SignOnProvider provider, IDataProtectionProvider protection)
    {
        try
        {
            return provider.SealedSecret is "" ? "" : Protector(protection).Unprotect(provider.SealedSecret);
        }
        catch (CryptographicException gone)
        {
            throw new ProviderFailedException("secret_unreadable", "The client secret was sealed with keys that this server no longer has. Enter it again in the settings.", gone);
        }
    }

    private static IDataProtector Protector(IDataProtectionProvider protection) => protection.CreateProtector("sign-on.client-secret");
}
