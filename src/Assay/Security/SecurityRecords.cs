using Assay.Catalog.Gaps;
using Assay.Gaps;
using Assay.Tokens;
using Microsoft.EntityFrameworkCore;

namespace Assay.Security;

/// <summary>What the state of Assay itself shows of controls: it is a system in scope like any other, and the one that knows the most.</summary>
/// <remarks>A fault makes its control failing. Nothing at fault proves nothing: the state of today is not a period. Neither do failed sign-ins
/// that were refused, nor tokens that end on their day: there the control did its work.</remarks>
internal sealed class SecurityRecords(IdentityDb db, ReadServiceAccounts accounts, TimeProvider clock) : IControlRecords
{
    private const string _source = "Assay itself";

    public async Task<IReadOnlyList<RecordFinding>> OfAsync(Actor actor, CancellationToken stop)
    {
        var exposed = await ExposedAsync(actor, stop);
        var ownerless = (await accounts.RunAsync(actor, null, stop)).Count(a => a.Owner is null && a.Live.Any());
        List<RecordFinding> found = [];

        if (exposed > 0) found.Add(new("AC-02", ControlState.Failing, _source, $"{exposed} of its members who need a second factor have none"));
        if (ownerless > 0) found.Add(new("AC-05", ControlState.Failing, _source, $"{ownerless} service accounts with a live token whose owner has left"));

        return found;
    }

    /// <summary>Whose password alone would let its thief add a factor of their own. Whoever has none comes by a provider, which answers for how it asks.</summary>
    private async Task<int> ExposedAsync(Actor actor, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        var members = await db.Memberships.Where(m => m.OrganizationId == actor.Organization.Value && m.EndedAt == null)
            .Where(m => db.Users.Any(u => u.Id == m.UserId && u.PasswordHash != null))
            .Where(m => !db.Authenticators.Any(a => a.UserId == m.UserId) && !db.UserPasskeys.Any(p => p.UserId == m.UserId))
            .Join(db.Organizations, m => m.OrganizationId, o => o.Id, (m, o) => new
            {
                o.Sample,
                o.SecondFactorForAll,
                Roles = db.RoleGrants.Where(g => g.OrganizationId == o.Id && g.UserId == m.UserId && (g.Until == null || g.Until > now)).Select(g => g.Role).ToList(),
            }).ToListAsync(stop);

        return members.Count(m => SecondFactorRule.Asks(m.Sample, m.SecondFactorForAll, m.Roles));
    }
}
