using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using Microsoft.EntityFrameworkCore;

namespace Assay.Identity;

/// <summary>Somebody who has just proved their password says that the second factor is lost. Two others have to stand for them.</summary>
public sealed class AskRecovery(IdentityDb db, TimeProvider clock)
{
    /// <summary>How many others it takes.</summary>
    public const int Needed = 2;

    public sealed record Request
    {
        [Required(ErrorMessage = "Say what happened, and how the two can reach you."), StringLength(FactorRecovery.LongestReason)]
        public string Reason { get; set; } = "";
    }

    /// <param name="Helpers">How many others may stand for the person.</param>
    /// <param name="Asked">The request that is open, where there is one.</param>
    public sealed record View(string Organization, int Helpers, FactorRecovery? Asked);

    /// <returns>Null for whoever has not proved a password.</returns>
    public async Task<View?> ReadAsync(ClaimsPrincipal half, CancellationToken stop)
    {
        if (await WhoAsync(half, stop) is not var (user, organization)) return null;

        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        await db.EnterAsync(organization, stop);

        var now = clock.GetUtcNow();
        var roles = Grants.RolesOf(Permission.RecoverFactors);
        var helpers = await db.RoleGrants
            .Where(g => g.OrganizationId == organization.Value && g.UserId != user.Id && roles.Contains(g.Role) && (g.Until == null || g.Until > now))
            .Where(g => db.Memberships.Any(m => m.OrganizationId == g.OrganizationId && m.UserId == g.UserId && m.EndedAt == null))
            .Select(g => g.UserId).Distinct().CountAsync(stop);
        var open = await OpenAsync(organization, user.Id, stop);

        return new(await db.Organizations.Where(o => o.Id == organization.Value).Select(o => o.Name).SingleAsync(stop), helpers, open?.IsOpen(now) is true ? open : null);
    }

    /// <returns>False for whoever has not proved a password.</returns>
    public async Task<bool> RunAsync(ClaimsPrincipal half, Request request, CancellationToken stop)
    {
        if (await WhoAsync(half, stop) is not var (user, organization)) return false;

        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        await db.Database.ExecuteSqlAsync($"select from user_account where id = {user.Id} for update", stop);      // twice at once is once
        await db.EnterAsync(organization, stop);

        var now = clock.GetUtcNow();
        var before = await OpenAsync(organization, user.Id, stop);
        if (before?.IsOpen(now) is true) return true;

        before?.Close(user.Id, now);
        await db.SaveChangesAsync(stop);
        var asked = db.FactorRecoveries.Add(new(organization, user.Id, request.Reason, now)).Entity;
        db.Record(new Actor(organization, user.Id, user.Name), "factor_recovery.asked", asked.Subject, new { user = $"user/{user.Id:n}" }, clock);
        await db.SaveChangesAsync(stop);
        await transaction.CommitAsync(stop);

        return true;
    }

    private async Task<(User, OrganizationId)?> WhoAsync(ClaimsPrincipal half, CancellationToken stop) =>
        await SignInSteps.HalfOf(half, db, stop) is { } user && await EnteredOrganization.OfAsync(db, user, clock.GetUtcNow(), stop) is { } organization ? (user, organization) : null;

    private Task<FactorRecovery?> OpenAsync(OrganizationId organization, Guid userId, CancellationToken stop) =>
        db.FactorRecoveries.SingleOrDefaultAsync(r => r.OrganizationId == organization.Value && r.UserId == userId && r.ConfirmedAt == null && r.ClosedAt == null, stop);
}
