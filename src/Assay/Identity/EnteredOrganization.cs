using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Assay.Identity;

/// <summary>Who makes a request, and which organisation they have entered: looked up anew each time, by the session that the cookie names.</summary>
/// <remarks>So a session that was ended, a membership and a role that ran out are gone with the next request, on every server.</remarks>
internal sealed class EnteredOrganization(IdentityDb db, TimeProvider clock)
{
    internal const string NameClaim = "organization_name";
    private const string _sampleClaim = "organization_sample";

    /// <returns>Null where the session has ended or lapsed, or the person is in no organisation any more.</returns>
    public async Task<ClaimsIdentity?> OfAsync(Guid sessionId, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        var found = await db.Sessions.AsNoTracking().Where(s => s.Id == sessionId).Select(s => new
        {
            Session = s,
            Name = db.Users.Where(u => u.Id == s.UserId).Select(u => u.Name).First(),
            HasFactor = db.Authenticators.Any(a => a.UserId == s.UserId) || db.UserPasskeys.Any(p => p.UserId == s.UserId),
            AwaitsLink = db.EnrolmentLinks.Any(l => l.UserId == s.UserId),
            Organizations = db.Memberships.Where(m => m.UserId == s.UserId && m.EndedAt == null).OrderBy(m => m.Since)
                .Join(db.Organizations, m => m.OrganizationId, o => o.Id, (m, o) => new
                {
                    o.Id,
                    o.Name,
                    o.Sample,
                    o.SecondFactorForAll,
                    o.PasswordSignIn,
                    o.IdleMinutes,
                    o.SessionHours,
                    Roles = db.RoleGrants.Where(g => g.OrganizationId == m.OrganizationId && g.UserId == m.UserId && (g.Until == null || g.Until > now)).Select(g => g.Role).ToList(),
                }).ToList(),
        }).SingleOrDefaultAsync(stop);

        if (found is null || !found.Session.IsOpen(now)) return null;

        // A provider speaks for its own organisation only: what it let in stays there, or is out. And whoever came by password
        // or passkey is in where those are let in, not where a provider is the only way; as OpenTo has it.
        var isConfined = found.Session.Proof is Proof.SingleSignOn;
        var open = found.Organizations.FindAll(o => isConfined ? o.Id == found.Session.OrganizationId : o.PasswordSignIn || o.Roles.Contains(Role.Owner));
        if ((open.Find(o => o.Id == found.Session.OrganizationId) ?? open.FirstOrDefault()) is not { } entered) return null;
        if (!found.Session.IsWithin(TimeSpan.FromMinutes(entered.IdleMinutes), TimeSpan.FromHours(entered.SessionHours), now)) return null;

        var step = SignInSteps.Of(found.Session, found.HasFactor, found.AwaitsLink, SecondFactorRule.Asks(entered.Sample, entered.SecondFactorForAll, entered.Roles));
        if (step is SignInStep.SecondFactor or SignInStep.Link) return Half(found.Session, step.Value, now);

        await SeeAsync(found.Session, now, stop);
        ClaimsIdentity identity = new(
        [
            new(SessionClaims.Session, sessionId.ToString()),
            new(ClaimTypes.NameIdentifier, found.Session.UserId.ToString()),
            new(ClaimTypes.Name, found.Name),
            new(ActorOf.OrganizationClaim, new OrganizationId(entered.Id).ToString()),
            .. ClaimsOf(entered.Name, entered.Sample),
            .. entered.Roles.Distinct().Select(role => new Claim(ClaimTypes.Role, role.ToString())),
        ], IdentityConstants.ApplicationScheme);

        if (step is not null) identity.AddClaim(new(SignInSteps.Claim, step.ToString()!));
        if (open.Count > 1) identity.AddClaim(new(SessionClaims.Several, "true"));

        return identity;
    }

    /// <summary>What <see cref="FrameOf"/> reads, for whoever comes in by another door.</summary>
    public static IEnumerable<Claim> ClaimsOf(string organization, bool isSample) =>
        isSample ? [new(NameClaim, organization), new(_sampleClaim, "true")] : [new(NameClaim, organization)];

    /// <summary>Somebody who has proved a password and nothing else: in no organisation, for a few minutes.</summary>
    private static ClaimsIdentity? Half(Session session, SignInStep step, DateTimeOffset now) => now >= session.OpenedAt + Session.HalfProved ? null : new(
    [
        new(SessionClaims.Session, session.Id.ToString()),
        new(SignInSteps.HalfClaim, session.UserId.ToString()),
        new(SignInSteps.Claim, step.ToString()),
    ], IdentityConstants.ApplicationScheme);

    /// <summary>What stands around each page, read from the claims so that no page asks for it.</summary>
    public static Frame? FrameOf(ClaimsPrincipal user) =>
        user.FindFirstValue(NameClaim) is { } name ? new(name, user.HasClaim(_sampleClaim, "true"), user.HasClaim(SessionClaims.Several, "true"), user.Step is not null) : null;

    /// <summary>The organisation that a person enters first: the one they have belonged to longest, of those that let them in without a provider.</summary>
    public static async Task<OrganizationId?> OfAsync(IdentityDb db, User user, DateTimeOffset now, CancellationToken stop) =>
        await db.OpenTo(user.Id, now).OrderBy(m => m.Since).Select(m => (Guid?)m.OrganizationId).FirstOrDefaultAsync(stop) is { } id
            ? new(id)
            : null;

    private async Task SeeAsync(Session session, DateTimeOffset now, CancellationToken stop)
    {
        if (now < session.SeenAt + Session.SeenEvery) return;

        await db.Sessions.Where(s => s.Id == session.Id && s.SeenAt < now).ExecuteUpdateAsync(s => s.SetProperty(e => e.SeenAt, now), stop);
    }
}
