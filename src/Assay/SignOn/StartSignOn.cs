using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;

namespace Assay.SignOn;

/// <summary>Sends a person to their organisation's provider (authorization code with PKCE).</summary>
public sealed class StartSignOn(IdentityDb db, Discovery discovery, IDataProtectionProvider protection, TimeProvider clock)
{
    public abstract record Outcome
    {
        /// <param name="Sealed">The attempt, for the person's browser to keep.</param>
        public sealed record Away(string Address, string Sealed) : Outcome;
        public sealed record NoProvider : Outcome;
        public sealed record Failed(string Reason) : Outcome;
    }

    /// <param name="callback">Where the provider sends the person back to: an address of this organisation alone, so that no other's provider can have its answers sent here.</param>
    public async Task<Outcome> RunAsync(Guid organization, string callback, string? next, CancellationToken stop)
    {
        if (await db.Set<SignOnProvider>().AsNoTracking().SingleOrDefaultAsync(p => p.OrganizationId == organization, stop) is not { } provider) return new Outcome.NoProvider();

        try
        {
            var document = await discovery.DocumentAsync(provider.Issuer, stop);
            var attempt = Attempt.Begin(provider, next, clock);

            Dictionary<string, string?> question = new(StringComparer.Ordinal)
            {
                ["response_type"] = "code",
                ["client_id"] = provider.ClientId,
                ["redirect_uri"] = callback,
                ["scope"] = "openid email profile",
                ["state"] = attempt.State,
                ["nonce"] = attempt.Nonce,
                ["code_challenge"] = attempt.Challenge,
                ["code_challenge_method"] = "S256",
            };
            if (provider is { DemandsSecondFactor: true, SecondFactorClass: { Length: > 0 } wanted }) question["acr_values"] = wanted;

            return new Outcome.Away(QueryHelpers.AddQueryString(document.AuthorizationEndpoint.AbsoluteUri, question), attempt.Seal(protection));
        }
        catch (ProviderFailedException failed)
        {
            return new Outcome.Failed(failed.Reason);
        }
    }

    internal static async Task<RedirectHttpResult> Get(Guid organization, string? next, HttpContext http, StartSignOn start, CancellationToken stop)
    {
        switch (await start.RunAsync(organization, CallbackOf(http.Request, organization), next, stop))
        {
            case Outcome.Away away:
                // Lax, because the way back begins at another site.
                http.Response.Cookies.Append(Attempt.Cookie, away.Sealed, Cookie(http));
                return TypedResults.Redirect(away.Address);
            case Outcome.Failed failed:
                return FinishSignOn.Refuse(failed.Reason);
            default:
                return FinishSignOn.Refuse("no_provider");
        }
    }

    internal static string CallbackOf(HttpRequest request, Guid organization) => $"{request.Scheme}://{request.Host}{request.PathBase}/sign-on/{organization}/callback";

    internal static CookieOptions Cookie(HttpContext http) => new()
    {
        HttpOnly = true,
        IsEssential = true,
        MaxAge = Attempt.Longest,
        Path = "/sign-on",
        SameSite = SameSiteMode.Lax,
        Secure = http.Request.IsHttps,
    };
}
