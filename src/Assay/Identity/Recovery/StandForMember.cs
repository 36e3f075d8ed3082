using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Assay.Identity;

/// <summary>A manager stands for somebody who lost their second factor. With the second one the old factors are gone and a link is handed out.</summary>
/// <remarks>
/// The link opens nothing without the person's password, so the two who handle it cannot come in by it. Each organisation
/// that the person belongs to is told.
/// </remarks>
public sealed class StandForMember(IdentityDb db, EndSessions end, TimeProvider clock)
{
    public abstract record Outcome
    {
        public sealed record Vouched : Outcome;

        /// <param name="Path">Shown once, to be handed to the person.</param>
        public sealed record Confirmed(string Path) : Outcome;
        public sealed record Closed : Outcome;
        public sealed record NotFound : Outcome;
        public sealed record IsOwn : Outcome;
        public sealed record IsSamePerson : Outcome;
    }

    public async Task<Outcome> RunAsync(Actor actor, Guid id, CancellationToken stop)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        if (await LockAsync(actor, id, stop) is not { } asked) return new Outcome.NotFound();
        if (asked.UserId == actor.UserId) return new Outcome.IsOwn();
        if (asked.VouchedBy == actor.UserId) return new Outcome.IsSamePerson();

        var outcome = asked.VouchedBy is null ? await VouchAsync(actor, asked, stop) : await ConfirmAsync(actor, asked, stop);
        await transaction.CommitAsync(stop);
        return outcome;
    }

    /// <summary>Any of the two refuses: the story does not hold, or the person found the phone.</summary>
    public async Task<Outcome> CloseAsync(Actor actor, Guid id, CancellationToken stop)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        if (await LockAsync(actor, id, stop) is not { } asked) return new Outcome.NotFound();

        asked.Close(actor.UserId, clock.GetUtcNow());
        db.Record(actor, "factor_recovery.closed", asked.Subject, new { user = $"user/{asked.UserId:n}" }, clock);
        await db.SaveChangesAsync(stop);
        await transaction.CommitAsync(stop);

        return new Outcome.Closed();
    }

    private async Task<FactorRecovery?> LockAsync(Actor actor, Guid id, CancellationToken stop)
    {
        await db.EnterAsync(actor.Organization, stop);

        var found = await db.FactorRecoveries
            .FromSql($"select * from factor_recovery where organization_id = {actor.Organization.Value} and id = {id} for update").SingleOrDefaultAsync(stop);
        return found?.IsOpen(clock.GetUtcNow()) is true ? found : null;
    }

    private async Task<Outcome> VouchAsync(Actor actor, FactorRecovery asked, CancellationToken stop)
    {
        asked.Vouch(actor.UserId, clock.GetUtcNow());
        db.Record(actor, "factor_recovery.vouched", asked.Subject, new { user = $"user/{asked.UserId:n}" }, clock);
        await db.SaveChangesAsync(stop);

        return new Outcome.Vouched();
    }

    private async Task<Outcome> ConfirmAsync(Actor actor, FactorRecovery asked, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        var (link, path) = EnrolmentLink.New(asked.UserId, now);

        asked.Confirm(actor.UserId, now);
        await db.Authenticators.Where(a => a.UserId == asked.UserId).ExecuteDeleteAsync(stop);
        await db.UserPasskeys.Where(p => p.UserId == asked.UserId).ExecuteDeleteAsync(stop);
        await db.RecoveryCodes.Where(c => c.UserId == asked.UserId).ExecuteDeleteAsync(stop);
        await db.EnrolmentLinks.Where(l => l.UserId == asked.UserId).ExecuteDeleteAsync(stop);
        await end.RunAsync(asked.UserId, SessionEnd.FactorsReset, except: null, stop);

        db.EnrolmentLinks.Add(link);
        db.Record(actor, "factor_recovery.confirmed", asked.Subject, new { user = $"user/{asked.UserId:n}", vouchedBy = $"user/{asked.VouchedBy:n}" }, clock);
        await db.SaveChangesAsync(stop);
        await TellOthersAsync(actor, asked, stop);

        return new Outcome.Confirmed(path);
    }

    private async Task TellOthersAsync(Actor actor, FactorRecovery asked, CancellationToken stop)
    {
        var others = await db.Memberships.Where(m => m.UserId == asked.UserId && m.EndedAt == null && m.OrganizationId != actor.Organization.Value).Select(m => m.OrganizationId).ToListAsync(stop);

        foreach (var other in others)
        {
            OrganizationId organization = new(other);
            await db.EnterAsync(organization, stop);
            db.Add(LedgerEntry.Of(organization, $"organization/{actor.Organization}", "user.factors_reset_elsewhere", $"user/{asked.UserId:n}", new { }, clock));
            await db.SaveChangesAsync(stop);
        }
    }
}
