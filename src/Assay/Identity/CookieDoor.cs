using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace Assay.Identity;

/// <summary>How somebody without a sign-in is turned away: a person is shown the door, a program is told.</summary>
internal static class CookieDoor
{
    private static readonly string[] _ofPrograms = ["/api", "/ajax-api", "/openapi", "/scim"];

    public static void Configure(CookieAuthenticationOptions options)
    {
        options.LoginPath = IdentityFeature.SignInPath;
        options.ReturnUrlParameter = "next";
        options.Cookie.Name = "assay";
        options.ExpireTimeSpan = Session.Longest;
        options.SlidingExpiration = false;              // the session's row knows when it was used last
        options.Events.OnValidatePrincipal = LookUpAsync;
        options.Events.OnRedirectToLogin = context => TurnAway(context, StatusCodes.Status401Unauthorized);
        options.Events.OnRedirectToAccessDenied = context => TurnAway(context, StatusCodes.Status403Forbidden);
    }

    /// <summary>The cookie only names a session; who that is, and whether it still holds, is asked each time.</summary>
    private static async Task LookUpAsync(CookieValidatePrincipalContext context)
    {
        var entered = context.HttpContext.RequestServices.GetRequiredService<EnteredOrganization>();

        if (context.Principal?.SessionId is { } session && await entered.OfAsync(session, context.HttpContext.RequestAborted) is { } identity)
            context.ReplacePrincipal(new(identity));
        else
            context.RejectPrincipal();
    }

    private static Task TurnAway(RedirectContext<CookieAuthenticationOptions> context, int status)
    {
        if (status is StatusCodes.Status401Unauthorized && IsPage(context.Request))
            context.Response.Redirect(context.RedirectUri);
        else
            context.Response.StatusCode = status;       // the body is problem details, or the page for that status

        if (context.Response.StatusCode is StatusCodes.Status401Unauthorized) context.Response.Headers.WWWAuthenticate = "Bearer realm=\"Assay\"";
        return Task.CompletedTask;
    }

    internal static bool IsPage(HttpRequest request) =>
        !_ofPrograms.Any(path => request.Path.StartsWithSegments(path, StringComparison.Ordinal));
}
