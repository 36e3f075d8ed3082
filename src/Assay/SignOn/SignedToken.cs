using System.Buffers.Text;
using System.Text;
using System.Text.Json;

namespace Assay.SignOn;

/// <summary>A JSON Web Token in its compact form (RFC 7515), read but not believed.</summary>
internal sealed record SignedToken(string? Algorithm, string? KeyId, JsonElement Claims, byte[] Signed, byte[] Signature)
{
    private const int _longest = 64 * 1024;
    private static readonly JsonDocumentOptions _strict = new() { MaxDepth = 16, AllowDuplicateProperties = false };

    /// <returns>Null where it is none, or asks for an extension that is not known here.</returns>
    public static SignedToken? Parse(string text)
    {
        if (text.Length > _longest || text.Split('.') is not [var head, var body, var signature]) return null;

        try
        {
            var header = Json(head);
            if (header.ValueKind is not JsonValueKind.Object || header.TryGetProperty("crit", out _) || Json(body) is not { ValueKind: JsonValueKind.Object } claims) return null;

            return new(header.Text("alg"), header.Text("kid"), claims, Encoding.ASCII.GetBytes($"{head}.{body}"), Base64Url.DecodeFromChars(signature));
        }
        catch (Exception wrong) when (wrong is FormatException or JsonException)
        {
            return null;
        }
    }

    /// <summary>Whether one of the keys made the signature. A key is tried only for the way of signing that it is for, so none can pass as another kind.</summary>
    public bool IsSignedBy(IEnumerable<SigningKey> keys) =>
        SignatureAlgorithm.Of(Algorithm) is { } algorithm
        && keys.Where(k => (KeyId is null || k.Id == KeyId) && k.Fits(algorithm)).Any(k => k.Verifies(algorithm, Signed, Signature));

    private static JsonElement Json(string part)
    {
        using var json = JsonDocument.Parse(Base64Url.DecodeFromChars(part), _strict);
        return json.RootElement.Clone();
    }
}
