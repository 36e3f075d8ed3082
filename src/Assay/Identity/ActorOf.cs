using System.Security.Claims;

namespace Assay.Identity;

/// <summary>Who makes this request.</summary>
public static class ActorOf
{
    /// <summary>The claim that names the organisation a person has entered.</summary>
    public const string OrganizationClaim = "organization";

    /// <summary>The claim of a program that came with a token of its own.</summary>
    public const string ServiceClaim = "service";

    extension(HttpContext http)
    {
        /// <exception cref="InvalidOperationException">Nobody is signed in, or the person is in no organisation.</exception>
        public Actor Actor => http.User.Actor
            ?? throw new InvalidOperationException("This was reached without a sign-in to an organisation; the endpoint must require one.");
    }

    extension(ClaimsPrincipal user)
    {
        /// <summary>The person or program, or null where nobody has entered an organisation.</summary>
        public Actor? Actor =>
            user.Identity is { IsAuthenticated: true }
            && Guid.TryParse(user.FindFirstValue(OrganizationClaim), out var organization)
            && Guid.TryParse(user.FindFirstValue(ClaimTypes.NameIdentifier), out var id)
                ? new(new(organization), id, user.FindFirstValue(ClaimTypes.Name) ?? "") { IsService = user.HasClaim(c => c.Type == ServiceClaim) }
                : null;
    }
}
