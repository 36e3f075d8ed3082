using System.Security.Cryptography;

namespace Assay.SignOn;

/// <summary>The ways of signing that are taken. What is not listed is refused: <c>none</c>, and HMAC, whose key would be one that everybody can read.</summary>
internal sealed record SignatureAlgorithm(string Name, HashAlgorithmName Hash, RSASignaturePadding? Padding, string? Curve)
{
    private static readonly SignatureAlgorithm[] _all =
    [
        new("RS256", HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1, null),
        new("RS384", HashAlgorithmName.SHA384, RSASignaturePadding.Pkcs1, null),
        new("RS512", HashAlgorithmName.SHA512, RSASignaturePadding.Pkcs1, null),
        new("PS256", HashAlgorithmName.SHA256, RSASignaturePadding.Pss, null),
        new("PS384", HashAlgorithmName.SHA384, RSASignaturePadding.Pss, null),
        new("PS512", HashAlgorithmName.SHA512, RSASignaturePadding.Pss, null),
        new("ES256", HashAlgorithmName.SHA256, null, "P-256"),
        new("ES384", HashAlgorithmName.SHA384, null, "P-384"),
        new("ES512", HashAlgorithmName.SHA512, null, "P-521"),
    ];

    public static SignatureAlgorithm? Of(string? name) => Array.Find(_all, a => a.Name == name);
}
