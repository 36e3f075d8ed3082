using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Assay.Artifacts;

public enum SigningMethod
{
    Key,
    Certificate,
    Sigstore,
}

/// <summary>An OpenSSF Model Signing bundle: what was signed, and how. Read strictly: whatever is missing or wrong is refused with its own reason.</summary>
/// <param name="Hint">Of a key: its fingerprint.</param>
/// <param name="Resources">The files of the model, each with its digest.</param>
public sealed record SignatureBundle(
    SigningMethod Method, string Hint, IReadOnlyList<byte[]> Certificates, byte[] Payload, string PayloadType, IReadOnlyList<byte[]> Signatures,
    string RootDigest, IReadOnlyList<SignatureBundle.Resource> Resources)
{
    private const string _predicate = "https://model_signing/signature/v1.0";
    private static readonly string[] _algorithms = ["sha256", "blake2b", "blake3"];

    public sealed record Resource(string Name, string Digest, string Algorithm);

    /// <exception cref="FormatException">It is no such bundle; the message says what is wrong with it.</exception>
    public static SignatureBundle Parse(string text)
    {
        if (string.IsNullOrWhiteSpace(text)) throw new FormatException("The bundle is empty.");

        try
        {
            return Read(JsonElement.Parse(text));
        }
        catch (JsonException wrong)
        {
            throw new FormatException($"The bundle is not JSON: {wrong.Message}", wrong);
        }
    }

    /// <summary>Whether the digest is that of the model, or of one of its files.</summary>
    public bool Covers(string digest) => digest == $"sha256:{RootDigest}" || Resources.Any(r => r.Algorithm == "sha256" && digest == $"sha256:{r.Digest}");

    /// <summary>Whether one of its signatures is the key's, over this payload (DSSE).</summary>
    public bool IsSignedBy(ECDsa key)
    {
        var signed = Encoding.UTF8.GetBytes($"DSSEv1 {Encoding.UTF8.GetByteCount(PayloadType)} {PayloadType} {Payload.Length} ").Concat(Payload).ToArray();
        var hash = key.KeySize switch { > 384 => HashAlgorithmName.SHA512, > 256 => HashAlgorithmName.SHA384, _ => HashAlgorithmName.SHA256 };

        return Signatures.Any(s => key.VerifyData(signed, s, hash, DSASignatureFormat.Rfc3279DerSequence));
    }

    private static SignatureBundle Read(JsonElement bundle)
    {
        if (!Text(bundle, "mediaType").StartsWith("application/vnd.dev.sigstore.bundle", StringComparison.Ordinal)) throw new FormatException("The bundle's media type is not that of a Sigstore bundle.");
        var material = Object(bundle, "verificationMaterial", "The bundle has no verification material.");
        var envelope = Object(bundle, "dsseEnvelope", "The bundle has no envelope.");

        var (method, hint, certificates) = ReadMaterial(material);
        if (Text(envelope, "payloadType") is var type && type != "application/vnd.in-toto+json") throw new FormatException($"The payload's type is '{type}', not application/vnd.in-toto+json.");
        var payload = Bytes(envelope, "payload", "The envelope has no payload.");
        var signatures = envelope.TryGetProperty("signatures", out var list) && list.ValueKind is JsonValueKind.Array && list.GetArrayLength() > 0
            ? list.EnumerateArray().Select(s => Bytes(s, "sig", "A signature of the envelope is empty.")).ToList()
            : throw new FormatException("The envelope has no signature.");

        var (root, resources) = ReadStatement(JsonElement.Parse(Encoding.UTF8.GetString(payload)));
        return new(method, hint, certificates, payload, type, signatures, root, resources);
    }

    private static (SigningMethod Method, string Hint, IReadOnlyList<byte[]> Certificates) ReadMaterial(JsonElement material)
    {
        if (material.TryGetProperty("publicKey", out var key))
            return Text(key, "hint") is { Length: > 0 } hint ? (SigningMethod.Key, hint, [])
                : Text(key, "rawBytes") is { Length: > 0 } raw ? (SigningMethod.Key, raw, [])
                : throw new FormatException("The verification material names a key without a hint.");

        if (material.TryGetProperty("x509CertificateChain", out var chain))
            return chain.TryGetProperty("certificates", out var links) && links.ValueKind is JsonValueKind.Array && links.GetArrayLength() > 0
                ? (SigningMethod.Certificate, "", [.. links.EnumerateArray().Select(c => Bytes(c, "rawBytes", "A certificate of the chain is empty."))])
                : throw new FormatException("The verification material has an empty certificate chain.");

        if (!material.TryGetProperty("certificate", out var one)) throw new FormatException("The verification material has no key and no certificate.");
        if (!material.TryGetProperty("tlogEntries", out var entries) || entries.ValueKind is not JsonValueKind.Array || entries.GetArrayLength() == 0) throw new FormatException("A certificate of Sigstore comes with an entry of its transparency log; there is none.");
        return (SigningMethod.Sigstore, "", [Bytes(one, "rawBytes", "The certificate is empty.")]);
    }

    private static (string Root, IReadOnlyList<Resource> Resources) ReadStatement(JsonElement statement)
    {
        if (Text(statement, "_type") != "https://in-toto.io/Statement/v1") throw new FormatException("The payload is no in-toto statement of version 1.");
        if (Text(statement, "predicateType") is var type && type != _predicate) throw new FormatException($"The statement is about '{type}', not about a model's signature.");
        if (!statement.TryGetProperty("subject", out var subjects) || subjects.ValueKind is not JsonValueKind.Array || subjects.GetArrayLength() != 1) throw new FormatException("The statement is about one model; it names none or several.");

        var root = Text(Object(subjects[0], "digest", "The statement gives the model no digest."), "sha256");
        var predicate = Object(statement, "predicate", "The statement lists no files.");
        Object(predicate, "serialization", "The statement does not say how the files were put in order.");
        var resources = predicate.TryGetProperty("resources", out var list) && list.ValueKind is JsonValueKind.Array
            ? list.EnumerateArray().Select(r => new Resource(Text(r, "name"), Text(r, "digest"), Text(r, "algorithm"))).ToList()
            : throw new FormatException("The statement lists no files.");

        if (resources.Find(r => r.Name == "" || r.Digest == "" || !r.Digest.All(char.IsAsciiHexDigitLower) || !_algorithms.Contains(r.Algorithm)) is { } wrong) throw new FormatException($"A file of the statement is incomplete: '{wrong.Name}'.");

        // The model's digest is that of its files' digests, one after the other: a list that was changed shows.
        var computed = Convert.ToHexStringLower(SHA256.HashData([.. resources.SelectMany(r => Convert.FromHexString(r.Digest))]));
        return root == computed ? (root, resources) : throw new FormatException("The model's digest is not that of the files listed below it.");
    }

    private static JsonElement Object(JsonElement holder, string name, string otherwise) =>
        holder.ValueKind is JsonValueKind.Object && holder.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.Object ? value : throw new FormatException(otherwise);

    private static string Text(JsonElement holder, string name) => holder.ValueKind is JsonValueKind.Object && holder.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString()! : "";

    private static byte[] Bytes(JsonElement holder, string name, string otherwise)
    {
        var text = Text(holder, name);
        if (text.Length == 0) throw new FormatException(otherwise);

        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var length) ? bytes[..length] : throw new FormatException($"'{name}' is not base64.");
    }
}
