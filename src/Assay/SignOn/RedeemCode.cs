using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;

namespace Assay.SignOn;

/// <summary>Takes the code that the browser brought to the provider and reads who the person is.</summary>
public sealed class RedeemCode(ProviderCalls calls, Discovery discovery, IDataProtectionProvider protection, TimeProvider clock)
{
    /// <exception cref="ProviderFailedException">The code is not taken, or the token is not as it must be.</exception>
    public async Task<KnownPerson> RunAsync(SignOnProvider provider, Attempt attempt, string code, string callback, CancellationToken stop)
    {
        var document = await discovery.DocumentAsync(provider.Issuer, stop);
        var answer = await RedeemAsync(document, provider, attempt, code, callback, stop);

        if (answer.Text("id_token") is not { } text || SignedToken.Parse(text) is not { } token) throw Refused("no_token");
        if (SignatureAlgorithm.Of(token.Algorithm) is null) throw Refused("wrong_algorithm");
        if (!token.IsSignedBy(await discovery.KeysAsync(provider.Issuer, token.KeyId, stop))) throw Refused("wrong_signature");

        var expected = new IdToken.Expected(provider.Issuer, provider.ClientId, attempt.Nonce, attempt.StartedAt);
        if (IdToken.Refuse(token.Claims, expected, clock.GetUtcNow()) is { } reason) throw Refused(reason);

        var isStrong = TwoFactors.AreIn(token.Claims, provider.SecondFactorClass);
        if (provider.DemandsSecondFactor && !isStrong) throw Refused("no_second_factor");

        return Person(isStrong, token.Claims, await MoreAsync(document, token.Claims, answer.Text("access_token"), stop));
    }

    private async Task<JsonElement> RedeemAsync(ProviderDocument document, SignOnProvider provider, Attempt attempt, string code, string callback, CancellationToken stop)
    {
        var secret = ClientSecret.Unseal(provider, protection);
        Dictionary<string, string> form = new(StringComparer.Ordinal)
        {
            ["grant_type"] = "authorization_code",
            ["code"] = code,
            ["redirect_uri"] = callback,
            ["code_verifier"] = attempt.Verifier,
        };
        var isBasic = secret is not "" && !document.PostsSecret;
        if (!isBasic) form["client_id"] = provider.ClientId;
        if (secret is not "" && !isBasic) form["client_secret"] = secret;

        using var request = new HttpRequestMessage(HttpMethod.Post, document.TokenEndpoint) { Content = new FormUrlEncodedContent(form) };
        if (isBasic) request.Headers.Authorization = new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{Encode(provider.ClientId)}:{Encode(secret)}")));

        var (succeeded, json) = await calls.SendAsync(request, stop);
        return succeeded && json.ValueKind is JsonValueKind.Object ? json : throw Refused("code_refused");
    }

    /// <summary>Some providers keep the address out of the token and tell it only when asked. Then it counts only for the same subject.</summary>
    private async Task<JsonElement> MoreAsync(ProviderDocument document, JsonElement claims, string? accessToken, CancellationToken stop)
    {
        if (claims.Text("email") is not null || document.UserInfoEndpoint is not { } address || accessToken is null) return claims;

        using var request = new HttpRequestMessage(HttpMethod.Get, address) { Headers = { Authorization = new AuthenticationHeaderValue("Bearer", accessToken) } };
        var (succeeded, more) = await calls.SendAsync(request, stop);

        if (!succeeded || more.ValueKind is not JsonValueKind.Object) throw Refused("provider_unreachable");
        return more.Text("sub") == claims.Text("sub") ? more : throw Refused("wrong_subject");
    }

    private static KnownPerson Person(bool isStrong, JsonElement claims, JsonElement more) => new(
        claims.Text("sub")!,
        more.Text("email")?.Trim(),
        more.Truth("email_verified"),
        more.Text("name") ?? claims.Text("name"),
        isStrong);

    private static ProviderFailedException Refused(string reason) => new(reason, $"The provider's answer was refused: {reason}.");

    // RFC 6749 §2.3.1: encoded as a form would be, before they are joined.
    private static string Encode(string text) => Uri.EscapeDataString(text).Replace("%20", "+", StringComparison.Ordinal);
}

/// <summary>Who a provider says a person is, after every check.</summary>
/// <param name="SecondFactor">Whether the provider says that more than one factor was asked for.</param>
public sealed record KnownPerson(string Subject, string? Email, bool? EmailVerified, string? Name, bool SecondFactor);
