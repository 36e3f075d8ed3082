using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Assay.Artifacts;

/// <summary>A key, or an authority's certificate, whose signatures of models we trust.</summary>
public sealed class ModelSigner : ITenantRow, IVersioned
{
    public Guid OrganizationId { get; private init; }

    public required Guid Id { get; init; }

    public required string Name { get; init; }

    /// <summary>A public key or a certificate.</summary>
    public required string Pem { get; init; }

    /// <summary>SHA-256 of the key's DER form.</summary>
    public required string Fingerprint { get; init; }

    public required Guid AddedBy { get; init; }

    public required DateTimeOffset AddedAt { get; init; }

    public DateTimeOffset? EndedAt { get; set; }

    public int Version { get; set; } = 1;

    public bool IsCertificate => Pem.Contains("BEGIN CERTIFICATE", StringComparison.Ordinal);

    /// <exception cref="CryptographicException">The text holds neither a public key nor a certificate.</exception>
    public static string FingerprintOf(string pem)
    {
        if (pem.Contains("BEGIN CERTIFICATE", StringComparison.Ordinal))
        {
            using var certificate = X509Certificate2.CreateFromPem(pem);
            return Convert.ToHexStringLower(SHA256.HashData(certificate.RawData));
        }

        using var key = KeyOf(pem);
        return Convert.ToHexStringLower(SHA256.HashData(key.ExportSubjectPublicKeyInfo()));
    }

    /// <exception cref="CryptographicException">The text holds no such key.</exception>
    public static ECDsa KeyOf(string pem)
    {
        var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(pem);
            return key;
        }
        catch (Exception wrong) when (wrong is ArgumentException or CryptographicException)
        {
            key.Dispose();
            throw new CryptographicException("The text holds no public key of an elliptic curve.", wrong);
        }
    }
}

internal sealed class ModelSignerTable : IEntityTypeConfiguration<ModelSigner>
{
    public void Configure(EntityTypeBuilder<ModelSigner> builder)
    {
        builder.HasKey(s => s.Id);
        builder.Ignore(s => s.IsCertificate);
    }
}
