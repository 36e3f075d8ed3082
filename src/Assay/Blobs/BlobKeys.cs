using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace Assay.Blobs;

/// <summary>A key for each blob, wrapped by the keys that the program keeps in its database and changes by itself.</summary>
internal sealed class BlobKeys(IDataProtectionProvider protection)
{
    private readonly IDataProtector _protector = protection.CreateProtector("Assay.Blobs.Key");

    public (byte[] Key, byte[] Sealed) New()
    {
        var key = RandomNumberGenerator.GetBytes(Sealing.KeyBytes);
        return (key, _protector.Protect(key));
    }

    /// <exception cref="BlobDamagedException">The key was changed, or wrapped by another installation.</exception>
    public byte[] Open(byte[] sealedKey)
    {
        try
        {
            return _protector.Unprotect(sealedKey);
        }
        catch (CryptographicException failure)
        {
            throw new BlobDamagedException("Its key does not open.", failure);
        }
    }
}
