using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Assay.Identity;

/// <summary>Puts into the cookie which organisation a person has entered: the one they have belonged to longest.</summary>
/// <remarks>Made anew whenever the security stamp is looked at, so a membership that ended ends there too.</remarks>
internal sealed class EnteredOrganization(UserManager<User> users, IdentityDb db, IOptions<IdentityOptions> options, TimeProvider clock)
    : UserClaimsPrincipalFactory<User>(users, options)
{
    internal const string NameClaim = "organization_name";
    private const string _sampleClaim = "organization_sample";

    protected override async Task<ClaimsIdentity> GenerateClaimsAsync(User user)
    {
        var identity = await base.GenerateClaimsAsync(user);

        identity.TryRemoveClaim(identity.FindFirst(ClaimTypes.Name));
        identity.AddClaim(new(ClaimTypes.Name, user.Name));

        if (await OfAsync(db, user, CancellationToken.None) is { } id)
        {
            var organization = await db.Organizations.SingleAsync(o => o.Id == id.Value);

            identity.AddClaim(new(ActorOf.OrganizationClaim, id.ToString()));
            identity.AddClaims(ClaimsOf(organization.Name, organization.Sample));
            identity.AddClaims((await db.RolesOfAsync(id, user.Id, clock.GetUtcNow())).Select(role => new Claim(ClaimTypes.Role, role.ToString())));
        }

        return identity;
    }

    /// <summary>What <see cref="FrameOf"/> reads, for whoever comes in by another door.</summary>
    public static IEnumerable<Claim> ClaimsOf(string organization, bool isSample) =>
        isSample ? [new(NameClaim, organization), new(_sampleClaim, "true")] : [new(NameClaim, organization)];

    /// <summary>What stands around each page, read from the cookie so that no page asks for it.</summary>
    public static Frame? FrameOf(ClaimsPrincipal user) =>
        user.FindFirstValue(NameClaim) is { } name ? new(name, user.HasClaim(_sampleClaim, "true")) : null;

    public static async Task<OrganizationId?> OfAsync(IdentityDb db, User user, CancellationToken stop) =>
        await db.Memberships.Where(m => m.UserId == user.Id && m.EndedAt == null).OrderBy(m => m.Since).Select(m => (Guid?)m.OrganizationId).FirstOrDefaultAsync(stop) is { } id
            ? new(id)
            : null;
}
