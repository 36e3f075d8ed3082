using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;

namespace Assay.SignOn;

/// <summary>A public key of a provider (RFC 7517). It is used only for what it says it is for.</summary>
public sealed class SigningKey
{
    private const int _mostKeys = 64;
    private const int _fewestRsaBits = 2048;
    private const int _mostRsaBits = 8192;         // beyond it, one check takes long enough to be an attack

    private RSAParameters _rsa;
    private ECParameters _ec;
    private string? _algorithm;
    private string? _curve;

    private SigningKey()
    {
    }

    public string? Id { get; private init; }

    /// <summary>The keys of a set that can check a signature. Others, such as those for encryption, are left out.</summary>
    public static IReadOnlyList<SigningKey> ReadAll(JsonElement set) =>
        set.ValueKind is JsonValueKind.Object && set.TryGetProperty("keys", out var keys) && keys.ValueKind is JsonValueKind.Array
            ? [.. keys.EnumerateArray().Take(_mostKeys).Select(Read).OfType<SigningKey>()]
            : throw new ProviderFailedException("document_invalid", "The provider's list of keys holds none.");

    internal bool Fits(SignatureAlgorithm algorithm) =>
        (_algorithm is null || _algorithm == algorithm.Name) && (algorithm.Padding is null ? _curve == algorithm.Curve : _curve is null);

    internal bool Verifies(SignatureAlgorithm algorithm, ReadOnlySpan<byte> signed, ReadOnlySpan<byte> signature)
    {
        if (algorithm.Padding is { } padding)
        {
            using var rsa = RSA.Create(_rsa);
            return rsa.VerifyData(signed, signature, algorithm.Hash, padding);
        }

        using var ec = ECDsa.Create(_ec);
        return ec.VerifyData(signed, signature, algorithm.Hash, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
    }

    private static SigningKey? Read(JsonElement key)
    {
        if (key.ValueKind is not JsonValueKind.Object || key.Text("use") is not (null or "sig")) return null;

        try
        {
            return key.Text("kty") switch
            {
                "RSA" => OfRsa(key),
                "EC" => OfCurve(key),
                _ => null,
            };
        }
        catch (Exception wrong) when (wrong is FormatException or CryptographicException)
        {
            return null;
        }
    }

    private static SigningKey? OfRsa(JsonElement key)
    {
        var rsa = new RSAParameters { Modulus = Bytes(key, "n"), Exponent = Bytes(key, "e") };
        if (rsa.Modulus.Length * 8 is < _fewestRsaBits or > _mostRsaBits || rsa.Exponent.Length is 0 or > 8) return null;

        return new() { Id = key.Text("kid"), _algorithm = key.Text("alg"), _rsa = rsa };
    }

    private static SigningKey? OfCurve(JsonElement key)
    {
        ECCurve? curve = key.Text("crv") switch
        {
            "P-256" => ECCurve.NamedCurves.nistP256,
            "P-384" => ECCurve.NamedCurves.nistP384,
            "P-521" => ECCurve.NamedCurves.nistP521,
            _ => null,
        };
        if (curve is null) return null;

        var ec = new ECParameters { Curve = curve.Value, Q = new() { X = Bytes(key, "x"), Y = Bytes(key, "y") } };
        ECDsa.Create(ec).Dispose();        // a point that lies beside the curve is refused here

        return new() { Id = key.Text("kid"), _algorithm = key.Text("alg"), _curve = key.Text("crv"), _ec = ec };
    }

    private static byte[] Bytes(JsonElement key, string name) => Base64Url.DecodeFromChars(key.Text(name) ?? "");
}
