using System.Security.Claims;

namespace Assay.Roles;

/// <summary>What somebody may do, read off the claims that each request brings.</summary>
public static class Rights
{
    /// <summary>One for each permission that a token was limited to. A person's sign-in has none.</summary>
    public const string ScopeClaim = "scope";

    extension(ClaimsPrincipal user)
    {
        public IEnumerable<Role> Roles =>
            user.FindAll(ClaimTypes.Role).Select(c => Enum.TryParse<Role>(c.Value, out var role) ? role : (Role?)null).OfType<Role>();

        /// <summary>A role must grant it and, where a token was limited, its scope must name it.</summary>
        public bool May(Permission permission) =>
            user.Roles.Any(role => Grants.Allow(role, permission))
            && (!user.HasClaim(c => c.Type == ScopeClaim) || user.HasClaim(ScopeClaim, permission.ToString()));
    }
}
