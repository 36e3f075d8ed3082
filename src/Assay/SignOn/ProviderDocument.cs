using System.Text.Json;

namespace Assay.SignOn;

/// <summary>What a provider says of itself at <c>.well-known/openid-configuration</c>, as far as a sign-in needs it.</summary>
public sealed record ProviderDocument(
    string Issuer, Uri AuthorizationEndpoint, Uri TokenEndpoint, Uri JwksUri, Uri? UserInfoEndpoint, bool PostsSecret, bool NamesIssuer)
{
    /// <exception cref="ProviderFailedException">It is another's document, or no such document.</exception>
    public static ProviderDocument Read(JsonElement json, string issuer)
    {
        // Exactly, to the last slash: another issuer's tokens would be taken for this one's.
        if (json.ValueKind is not JsonValueKind.Object) throw new ProviderFailedException("document_invalid", "The document there describes no provider.");
        if (json.Text("issuer") != issuer)
            throw new ProviderFailedException("issuer_differs", $"The document there is of the issuer '{json.Text("issuer")}', not of '{issuer}'. They must be the same to the last sign.");

        var methods = json.TryGetProperty("token_endpoint_auth_methods_supported", out var listed) && listed.ValueKind is JsonValueKind.Array
            ? listed.EnumerateArray().Select(m => m.ToString()).ToList()
            : ["client_secret_basic"];

        return new(
            issuer, Address(json, "authorization_endpoint")!, Address(json, "token_endpoint")!, Address(json, "jwks_uri")!, Address(json, "userinfo_endpoint", optional: true),
            PostsSecret: !methods.Contains("client_secret_basic") && methods.Contains("client_secret_post"),
            NamesIssuer: json.TryGetProperty("authorization_response_iss_parameter_supported", out var names) && names.ValueKind is JsonValueKind.True);
    }

    /// <summary>Over plain HTTP anybody on the way could answer in the provider's place; only this machine itself is no way.</summary>
    public static bool IsSafe(Uri address) =>
        address.IsAbsoluteUri && address.UserInfo is "" && address.Fragment is "" && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback));

    private static Uri? Address(JsonElement json, string name, bool optional = false)
    {
        var text = json.Text(name);
        if (text is null && optional) return null;

        return Uri.TryCreate(text, UriKind.Absolute, out var address) && IsSafe(address)
            ? address
            : throw new ProviderFailedException("document_invalid", $"The provider's document names no safe '{name}'; it must be an https address.");
    }
}
