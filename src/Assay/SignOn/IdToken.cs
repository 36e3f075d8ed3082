using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Assay.SignOn;

/// <summary>The rules of an id token (OpenID Connect Core §3.1.3.7), each with the word that the ledger keeps where it is broken.</summary>
internal static class IdToken
{
    /// <summary>How far two clocks may differ.</summary>
    public static readonly TimeSpan Skew = TimeSpan.FromSeconds(60);

    private const int _longestSubject = 255;

    /// <param name="StartedAt">When the person set out: a token from before belongs to another sign-in.</param>
    public sealed record Expected(string Issuer, string ClientId, string Nonce, DateTimeOffset StartedAt);

    /// <returns>Why the token is refused, or null where every claim is as it must be.</returns>
    public static string? Refuse(JsonElement claims, Expected expected, DateTimeOffset now)
    {
        if (claims.Text("iss") != expected.Issuer) return "wrong_issuer";
        if (RefuseAudience(claims, expected.ClientId) is { } audience) return audience;
        if (!IsEqual(claims.Text("nonce"), expected.Nonce)) return "wrong_nonce";
        if (claims.Text("sub") is not { Length: > 0 and <= _longestSubject }) return "no_subject";

        if (claims.Time("exp") is not { } expires || expires <= now - Skew) return "expired";
        if (claims.Time("iat") is not { } issued || issued > now + Skew) return "from_the_future";
        if (issued < expected.StartedAt - Skew) return "from_before";

        return claims.Time("nbf") > now + Skew ? "from_the_future" : null;
    }

    private static string? RefuseAudience(JsonElement claims, string clientId)
    {
        var audience = !claims.TryGetProperty("aud", out var aud) ? []
            : aud.ValueKind is JsonValueKind.Array ? aud.EnumerateArray().Select(a => a.ToString()).ToList()
            : [aud.ToString()];

        if (!audience.Contains(clientId)) return "wrong_audience";

        var party = claims.Text("azp");
        return party == clientId || (party is null && audience.Count == 1) ? null : "wrong_party";
    }

    private static bool IsEqual(string? one, string other) =>
        one is not null && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(one), Encoding.UTF8.GetBytes(other));
}
