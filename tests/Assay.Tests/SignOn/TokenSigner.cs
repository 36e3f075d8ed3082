using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Assay.Tests.SignOn;

/// <summary>Signs tokens, in every way that the product takes and in some that it must not.</summary>
public sealed record TokenSigner(string Algorithm, string? KeyId, AsymmetricAlgorithm Key)
{
    public static TokenSigner Rsa(string algorithm, string? keyId, int bits = 2048) => new(algorithm, keyId, RSA.Create(bits));

    public static TokenSigner Curve(string algorithm, string keyId) => new(algorithm, keyId, ECDsa.Create(algorithm switch
    {
        "ES256" => ECCurve.NamedCurves.nistP256,
        "ES384" => ECCurve.NamedCurves.nistP384,
        _ => ECCurve.NamedCurves.nistP521,
    }));

    public static TokenSigner Of(string algorithm, string keyId) => algorithm[0] == 'E' ? Curve(algorithm, keyId) : Rsa(algorithm, keyId);

    public string Sign(JsonObject claims, string? algorithm = null, JsonObject? header = null)
    {
        var head = HeadAndBody(header ?? new() { ["alg"] = algorithm ?? Algorithm, ["typ"] = "JWT", ["kid"] = KeyId }, claims);
        return $"{head}.{Base64Url.EncodeToString(SignBytes(Encoding.ASCII.GetBytes(head)))}";
    }

    public static string HeadAndBody(JsonObject header, JsonObject claims) =>
        $"{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(header.ToJsonString()))}.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(claims.ToJsonString()))}";

    public JsonNode Public() => Key switch
    {
        RSA rsa when rsa.ExportParameters(false) is var p => new JsonObject
        {
            ["kty"] = "RSA",
            ["use"] = "sig",
            ["kid"] = KeyId,
            ["n"] = Base64Url.EncodeToString(p.Modulus),
            ["e"] = Base64Url.EncodeToString(p.Exponent),
        },
        ECDsa ec when ec.ExportParameters(false) is var p => new JsonObject
        {
            ["kty"] = "EC",
            ["use"] = "sig",
            ["kid"] = KeyId,
            ["crv"] = $"P-{ec.KeySize}",
            ["x"] = Base64Url.EncodeToString(p.Q.X),
            ["y"] = Base64Url.EncodeToString(p.Q.Y),
        },
        _ => throw new NotSupportedException(Key.ToString()),
    };

    private byte[] SignBytes(byte[] bytes)
    {
        var hash = new HashAlgorithmName($"SHA{Algorithm[2..]}");
        return Key switch
        {
            RSA rsa => rsa.SignData(bytes, hash, Algorithm[0] == 'P' ? RSASignaturePadding.Pss : RSASignaturePadding.Pkcs1),
            ECDsa ec => ec.SignData(bytes, hash),
            _ => throw new NotSupportedException(Key.ToString()),
        };
    }
}
