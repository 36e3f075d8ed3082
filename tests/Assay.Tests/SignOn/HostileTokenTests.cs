using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Assay.Tests.SignOn;

/// <summary>Id tokens that must not let anybody in, and those that must, through the door that a browser comes back by.</summary>
public sealed class HostileTokenTests(SignOnFixture fixture) : IClassFixture<SignOnFixture>
{
    private readonly Product _product = fixture.Product;
    private readonly FakeProvider _provider = fixture.Provider;
    private readonly SignOnDoor _door = fixture.Door;

    [Theory]
    [InlineData("RS256")]
    [InlineData("RS384")]
    [InlineData("RS512")]
    [InlineData("PS256")]
    [InlineData("PS384")]
    [InlineData("PS512")]
    [InlineData("ES256")]
    [InlineData("ES384")]
    [InlineData("ES512")]
    public async Task Every_usual_signature_is_taken(string algorithm)
    {
        var key = TokenSigner.Of(algorithm, $"{algorithm}-key");
        _provider.Keys.Add(key);
        _product.Clock.Advance(TimeSpan.FromMinutes(2));

        Assert.Equal("/", await _door.SignInAsync(shape: claims => key.Sign(claims)));
    }

    [Theory]
    [InlineData("iss", "https://evil.example", "wrong_issuer")]
    [InlineData("aud", "another-application", "wrong_audience")]
    [InlineData("aud", """["assay", "another"]""", "wrong_party")]
    [InlineData("azp", "another-application", "wrong_party")]
    [InlineData("nonce", "of another sign-in", "wrong_nonce")]
    [InlineData("nonce", null, "wrong_nonce")]
    [InlineData("exp", "-3600", "expired")]
    [InlineData("exp", "-61", "expired")]
    [InlineData("exp", null, "expired")]
    [InlineData("iat", "3600", "from_the_future")]
    [InlineData("iat", "-3600", "from_before")]
    [InlineData("iat", null, "from_the_future")]
    [InlineData("nbf", "3600", "from_the_future")]
    [InlineData("sub", null, "no_subject")]
    [InlineData("sub", "", "no_subject")]
    public async Task A_claim_that_is_wrong_lets_nobody_in(string claim, string? value, string reason)
    {
        var led = await _door.SignInAsync(claims: token => token[claim] = value switch
        {
            null => null,
            ['[', ..] => JsonNode.Parse(value),
            _ when claim is "exp" or "iat" or "nbf" => _product.Clock.GetUtcNow().ToUnixTimeSeconds() + long.Parse(value),
            _ => value,
        });

        await RefusedAsync(led, reason);
    }

    [Theory]
    [InlineData("none", "wrong_algorithm")]
    [InlineData("None", "wrong_algorithm")]
    [InlineData("HS256 with the public key", "wrong_algorithm")]
    [InlineData("unknown key", "wrong_signature")]
    [InlineData("another key of that name", "wrong_signature")]
    [InlineData("claims changed after signing", "wrong_signature")]
    [InlineData("signature cut off", "wrong_signature")]
    [InlineData("key of another kind", "wrong_signature")]
    [InlineData("hash of another strength", "wrong_signature")]
    [InlineData("key in the header", "wrong_signature")]
    [InlineData("extension that must be understood", "no_token")]
    [InlineData("two subjects", "no_token")]
    [InlineData("deeply nested", "no_token")]
    [InlineData("no token", "no_token")]
    [InlineData("five parts", "no_token")]
    public async Task A_token_that_is_forged_lets_nobody_in(string how, string reason) =>
        await RefusedAsync(await _door.SignInAsync(shape: claims => Forge(how, claims)), reason);

    [Fact]
    public async Task A_key_that_is_too_short_to_trust_is_not_taken()
    {
        var key = TokenSigner.Rsa("RS256", "short", bits: 1024);
        _provider.Keys.Add(key);
        _product.Clock.Advance(TimeSpan.FromMinutes(2));

        await RefusedAsync(await _door.SignInAsync(shape: claims => key.Sign(claims)), "wrong_signature");
    }

    [Fact]
    public async Task A_key_that_the_provider_changed_is_fetched_once_and_made_up_ones_do_not_make_the_server_call()
    {
        Assert.Equal("/", await _door.SignInAsync());
        _product.Clock.Advance(TimeSpan.FromMinutes(2));
        var before = _provider.KeyRequests;

        for (var i = 0; i < 5; i++) await _door.SignInAsync(shape: claims => Forge("unknown key", claims));
        Assert.Equal(1, _provider.KeyRequests - before);

        var changed = TokenSigner.Curve("ES256", "second");
        _provider.Keys.Add(changed);
        _product.Clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal("/", await _door.SignInAsync(shape: claims => changed.Sign(claims)));
        Assert.Equal(2, _provider.KeyRequests - before);
    }

    private string Forge(string how, JsonObject claims)
    {
        var key = _provider.Keys[0];
        var honest = key.Sign(claims);

        return how switch
        {
            "none" or "None" => TokenSigner.HeadAndBody(new() { ["alg"] = how }, claims) + ".",
            "HS256 with the public key" => Hmac(claims, Encoding.ASCII.GetBytes(((RSA)key.Key).ExportSubjectPublicKeyInfoPem())),
            "unknown key" => TokenSigner.Rsa("RS256", "made-up").Sign(claims),
            "another key of that name" => TokenSigner.Rsa("RS256", key.KeyId!).Sign(claims),
            "claims changed after signing" => Changed(honest, claims),
            "signature cut off" => honest[..(honest.LastIndexOf('.') + 1)],
            "key of another kind" => TokenSigner.Curve("ES256", key.KeyId!).Sign(claims),
            "hash of another strength" => key.Sign(claims, algorithm: "RS512"),
            "key in the header" => WithItsOwnKey(claims),
            "extension that must be understood" => key.Sign(claims, header: new() { ["alg"] = "RS256", ["kid"] = key.KeyId, ["crit"] = new JsonArray("b64"), ["b64"] = false }),
            "two subjects" => Raw(key, claims.ToJsonString()[..^1] + ",\"sub\":\"somebody else\"}"),
            "deeply nested" => Raw(key, claims.ToJsonString()[..^1] + ",\"x\":" + new string('[', 500) + new string(']', 500) + "}"),
            "no token" => "",
            "five parts" => honest + ".a.b",
            _ => throw new ArgumentOutOfRangeException(nameof(how), how, "no such forgery"),
        };
    }

    private static string Changed(string honest, JsonObject claims)
    {
        var changed = claims.DeepClone().AsObject();
        changed["sub"] = "somebody else";
        var parts = honest.Split('.');
        return $"{parts[0]}.{TokenSigner.HeadAndBody([], changed).Split('.')[1]}.{parts[2]}";
    }

    private static string Hmac(JsonObject claims, byte[] secret)
    {
        var head = TokenSigner.HeadAndBody(new() { ["alg"] = "HS256", ["kid"] = "first" }, claims);
        return $"{head}.{Base64Url.EncodeToString(HMACSHA256.HashData(secret, Encoding.ASCII.GetBytes(head)))}";
    }

    private static string WithItsOwnKey(JsonObject claims)
    {
        var own = TokenSigner.Rsa("RS256", "own");
        return own.Sign(claims, header: new() { ["alg"] = "RS256", ["jwk"] = own.Public() });
    }

    private static string Raw(TokenSigner key, string claims)
    {
        var head = $"{Base64Url.EncodeToString(Encoding.UTF8.GetBytes($$"""{"alg":"RS256","kid":"{{key.KeyId}}"}"""))}.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(claims))}";
        return $"{head}.{Base64Url.EncodeToString(((RSA)key.Key).SignData(Encoding.ASCII.GetBytes(head), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))}";
    }

    private async Task RefusedAsync(string led, string reason)
    {
        Assert.Equal($"/sign-in/organization?refused={reason}", led);
        Assert.Equal($$"""{"reason":"{{reason}}"}""", (await _door.ToldAsync("sign_on.refused"))[^1]);
    }
}
