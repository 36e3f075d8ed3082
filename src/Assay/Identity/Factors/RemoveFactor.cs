using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Assay.Identity;

/// <summary>Takes a factor away, never the last one of somebody who needs one.</summary>
public sealed class RemoveFactor(IdentityDb db, ReadFactors factors, ConfirmPassword confirm, TimeProvider clock)
{
    /// <summary>How a form names the authenticator app; a passkey goes by its id.</summary>
    public const string App = "app";

    public abstract record Outcome
    {
        public sealed record Removed : Outcome;
        public sealed record Unconfirmed(string Why) : Outcome;
        public sealed record IsLast : Outcome;
        public sealed record NotFound : Outcome;
    }

    public async Task<Outcome> RunAsync(Actor actor, Guid? session, string factor, string? password, CancellationToken stop)
    {
        if (await confirm.RefuseAsync(actor.UserId, session, password, stop) is { } why) return new Outcome.Unconfirmed(why);
        await using var transaction = await db.Database.BeginTransactionAsync(stop);

        // One at a time, or two who remove the last but one each would leave none.
        await db.Database.ExecuteSqlAsync($"select from user_account where id = {actor.UserId} for update", stop);
        var had = await factors.RunAsync(actor.UserId, stop);
        if (had.Count == 1 && await NeedsOneAsync(actor.UserId, stop)) return new Outcome.IsLast();
        if (!await DeleteAsync(actor.UserId, factor, stop)) return new Outcome.NotFound();
        if (had.Count == 1) await db.RecoveryCodes.Where(c => c.UserId == actor.UserId).ExecuteDeleteAsync(stop);

        await db.EnterAsync(actor.Organization, stop);
        db.Record(actor, factor is App ? "user.authenticator_removed" : "user.passkey_removed", actor.LedgerId, new { left = had.Count - 1 }, clock);
        await db.SaveChangesAsync(stop);
        await transaction.CommitAsync(stop);

        return new Outcome.Removed();
    }

    /// <summary>In any of the person's organisations.</summary>
    public async Task<bool> NeedsOneAsync(Guid userId, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        var memberships = await db.Memberships.Where(m => m.UserId == userId && m.EndedAt == null)
            .Join(db.Organizations, m => m.OrganizationId, o => o.Id, (m, o) => new
            {
                o.Sample,
                o.SecondFactorForAll,
                Roles = db.RoleGrants.Where(g => g.OrganizationId == o.Id && g.UserId == userId && (g.Until == null || g.Until > now)).Select(g => g.Role).ToList(),
            }).ToListAsync(stop);

        return memberships.Exists(m => SecondFactorRule.Asks(m.Sample, m.SecondFactorForAll, m.Roles));
    }

    private async Task<bool> DeleteAsync(Guid userId, string factor, CancellationToken stop)
    {
        if (factor is App) return await db.Authenticators.Where(a => a.UserId == userId).ExecuteDeleteAsync(stop) == 1;

        var id = PasskeyId.Parse(factor);
        return await db.UserPasskeys.Where(p => p.UserId == userId && p.CredentialId == id).ExecuteDeleteAsync(stop) == 1;
    }
}
