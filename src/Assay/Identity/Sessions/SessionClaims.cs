using System.Security.Claims;

namespace Assay.Identity;

/// <summary>What the cookie says, which is only which session it is, and what each request makes of it.</summary>
public static class SessionClaims
{
    internal const string Session = "session";
    internal const string Several = "organizations";

    extension(ClaimsPrincipal user)
    {
        /// <summary>Null for programs with a token, and for strangers.</summary>
        public Guid? SessionId => Guid.TryParse(user.FindFirstValue(Session), out var id) ? id : null;
    }
}
