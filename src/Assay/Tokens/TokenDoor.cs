using System.Net.Http.Headers;
using System.Security.Claims;
using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace Assay.Tokens;

/// <summary>Lets programs in by the <c>Authorization</c> header: <c>Bearer</c>, or <c>Basic</c> with the token as its password.</summary>
/// <remarks>The latter is what clients of MLflow send. A browser never adds either by itself, so no other site can borrow it.</remarks>
internal sealed class TokenDoor(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logs, UrlEncoder urls, CheckToken check)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logs, urls)
{
    public const string Name = "token";

    /// <summary>Whether the request says that it comes with a token, right or wrong.</summary>
    public static bool IsKnockedAt(HttpRequest request) => request.Headers.ContainsKey("Authorization");

    /// <returns>Null where the header holds no token of ours.</returns>
    public static TokenText? Presented(HttpRequest request)
    {
        if (!AuthenticationHeaderValue.TryParse(request.Headers.Authorization, out var header) || header.Parameter is not { } sent) return null;

        return header.Scheme.ToUpperInvariant() switch
        {
            "BEARER" => TokenText.Parse(sent),
            "BASIC" => Password(sent) is { } password ? TokenText.Parse(password) : null,
            _ => null,
        };
    }

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (Presented(Request) is not { } token || await check.RunAsync(token, Context.RequestAborted) is not { } holder)
            return AuthenticateResult.Fail("This token opens nothing.");

        return AuthenticateResult.Success(new(new ClaimsPrincipal(Identity(token.Organization, holder)), Name));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.StatusCode = StatusCodes.Status401Unauthorized;
        Response.Headers.WWWAuthenticate = "Bearer realm=\"Assay\", error=\"invalid_token\", error_description=\"The token is unknown, expired or revoked.\"";
        return Task.CompletedTask;
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties)
    {
        Response.StatusCode = StatusCodes.Status403Forbidden;
        Response.Headers.WWWAuthenticate = "Bearer realm=\"Assay\", error=\"insufficient_scope\"";
        return Task.CompletedTask;
    }

    private static ClaimsIdentity Identity(OrganizationId organization, CheckToken.Holder holder) => new(
        [
            new(ActorOf.OrganizationClaim, organization.ToString()),
            new(ClaimTypes.NameIdentifier, holder.ServiceAccountId.ToString()),
            new(ClaimTypes.Name, holder.Name),
            new(ClaimTypes.Role, nameof(Role.ServiceAccount)),
            new(ActorOf.ServiceClaim, "true"),
            .. EnteredOrganization.ClaimsOf(holder.Organization, holder.IsSample),
            .. holder.Scopes.Append(TokenScopes.Always.ToString()).Select(scope => new Claim(Rights.ScopeClaim, scope)),
        ], Name);

    private static string? Password(string sent)
    {
        Span<byte> bytes = stackalloc byte[512];
        return Convert.TryFromBase64String(sent, bytes, out var written) && Encoding.UTF8.GetString(bytes[..written]).Split(':', 2) is [_, var password] ? password : null;
    }
}
