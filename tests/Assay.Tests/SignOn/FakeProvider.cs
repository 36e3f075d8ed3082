using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Logging;

namespace Assay.Tests.SignOn;

/// <summary>An identity provider over real HTTP that answers as a test wants, honestly by default.</summary>
public sealed class FakeProvider : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, Issue> _issues = new();
    private readonly WebApplication _app;

    private FakeProvider(WebApplication app) => _app = app;

    public string Issuer => _app.Urls.Single();

    /// <summary>What stands in the discovery document as the issuer.</summary>
    public string? SaysIssuer { get; set; }

    public IList<TokenSigner> Keys { get; } = [TokenSigner.Rsa("RS256", "first")];

    public int KeyRequests { get; private set; }

    /// <summary>Whether it checks PKCE, as it must; a test may turn it off to see what else holds.</summary>
    public bool ChecksVerifier { get; set; } = true;

    /// <summary>What it answers with instead of its document.</summary>
    public string? Document { get; set; }

    public JsonObject? UserInfo { get; set; }

    public static async Task<FakeProvider> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        var provider = new FakeProvider(app);

        app.MapGet("/.well-known/openid-configuration", () => Results.Text(provider.Document ?? provider.Describe().ToJsonString(), "application/json"));
        app.MapGet("/keys", () =>
        {
            provider.KeyRequests++;
            return Results.Text(new JsonObject { ["keys"] = new JsonArray([.. provider.Keys.Select(k => k.Public())]) }.ToJsonString(), "application/json");
        });
        app.MapPost("/token", async (HttpRequest request) => provider.Redeem(await request.ReadFormAsync()));
        app.MapGet("/userinfo", (HttpRequest request) => request.Headers.Authorization == "Bearer access" && provider.UserInfo is { } info
            ? Results.Text(info.ToJsonString(), "application/json")
            : Results.Unauthorized());

        await app.StartAsync();
        return provider;
    }

    /// <summary>What a person's browser would bring back, once they have signed in here.</summary>
    /// <param name="sentTo">Where the product sent the browser.</param>
    /// <param name="shape">Changes the token; returns it as sent.</param>
    public (string Code, string State) SignIn(Uri sentTo, Action<JsonObject> claims, Func<JsonObject, string>? shape = null, DateTimeOffset? now = null)
    {
        var asked = QueryHelpers.ParseQuery(sentTo.Query);
        var at = (now ?? TimeProvider.System.GetUtcNow()).ToUnixTimeSeconds();
        JsonObject token = new()
        {
            ["iss"] = Issuer,
            ["aud"] = asked["client_id"].ToString(),
            ["sub"] = "person-1",
            ["nonce"] = asked["nonce"].ToString(),
            ["iat"] = at,
            ["exp"] = at + 300,
            ["email"] = "",
            ["email_verified"] = true,
            ["name"] = "Grace Hopper",
        };
        claims(token);

        var code = Guid.CreateVersion7().ToString("n");
        _issues[code] = new(asked["code_challenge"].ToString(), asked["redirect_uri"].ToString(), shape?.Invoke(token) ?? Keys[0].Sign(token));
        return (code, asked["state"].ToString());
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private JsonObject Describe() => new()
    {
        ["issuer"] = SaysIssuer ?? Issuer,
        ["authorization_endpoint"] = $"{Issuer}/authorize",
        ["token_endpoint"] = $"{Issuer}/token",
        ["jwks_uri"] = $"{Issuer}/keys",
        ["userinfo_endpoint"] = $"{Issuer}/userinfo",
    };

    private IResult Redeem(IFormCollection form)
    {
        // A code is taken once, with the verifier that belongs to it.
        if (!_issues.TryRemove(form["code"].ToString(), out var issue) || issue.RedirectUri != form["redirect_uri"]) return Results.BadRequest(new { error = "invalid_grant" });

        var challenge = Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(form["code_verifier"].ToString())));
        if (ChecksVerifier && challenge != issue.Challenge) return Results.BadRequest(new { error = "invalid_grant" });

        return Results.Json(new { access_token = "access", token_type = "Bearer", id_token = issue.IdToken });
    }

    private sealed record Issue(string Challenge, string RedirectUri, string IdToken);
}
