using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;

namespace Assay.SignOn;

/// <summary>One sign-in that is under way. It lies sealed in the person's own browser, so whoever comes back is whoever set out.</summary>
/// <param name="Verifier">The secret of PKCE (RFC 7636): a code that was stolen on the way is worth nothing without it.</param>
/// <param name="Next">Where the person wanted to go.</param>
public sealed record Attempt(Guid Organization, string Issuer, string State, string Nonce, string Verifier, string Next, DateTimeOffset StartedAt)
{
    public const string Cookie = "sign-on";
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    public static Attempt Begin(SignOnProvider provider, string? next, TimeProvider clock) =>
        new(provider.OrganizationId, provider.Issuer, Random(), Random(), Random(), LocalPath.Of(next), clock.GetUtcNow());

    public string Challenge => Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(Verifier)));

    /// <summary>Whether an answer belongs to this attempt, and in time.</summary>
    public bool IsAnsweredBy(Guid organization, string? state, DateTimeOffset now) =>
        Organization == organization
        && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(State), Encoding.UTF8.GetBytes(state ?? ""))
        && now - StartedAt < Longest;

    public string Seal(IDataProtectionProvider protection) => Protector(protection).Protect(JsonSerializer.Serialize(this));

    /// <returns>Null where it was not sealed here.</returns>
    public static Attempt? Unseal(string? sealedAttempt, IDataProtectionProvider protection)
    {
        try
        {
            return sealedAttempt is { Length: > 0 } ? JsonSerializer.Deserialize<Attempt>(Protector(protection).Unprotect(sealedAttempt)) : null;
        }
        catch (Exception wrong) when (wrong is CryptographicException or JsonException)
        {
            return null;
        }
    }

    private static IDataProtector Protector(IDataProtectionProvider protection) => protection.CreateProtector("sign-on.attempt");

    private static string Random() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
}
