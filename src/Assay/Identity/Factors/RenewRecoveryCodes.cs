using Microsoft.EntityFrameworkCore;

namespace Assay.Identity;

/// <summary>Ten new recovery codes. The old ones are void.</summary>
public sealed class RenewRecoveryCodes(IdentityDb db, ConfirmPassword confirm, TimeProvider clock)
{
    /// <returns>The codes, shown now and never again; or why there are none.</returns>
    public async Task<(IReadOnlyList<string> Codes, string? Refused)> RunAsync(Actor actor, Guid? session, string? password, CancellationToken stop)
    {
        if (await confirm.RefuseAsync(actor.UserId, session, password, stop) is { } why) return ([], why);
        await using var transaction = await db.Database.BeginTransactionAsync(stop);

        await db.RecoveryCodes.Where(c => c.UserId == actor.UserId).ExecuteDeleteAsync(stop);
        var (shown, stored) = RecoveryCode.New(actor.UserId);
        db.RecoveryCodes.AddRange(stored);

        await db.EnterAsync(actor.Organization, stop);
        db.Record(actor, "user.recovery_codes_renewed", actor.LedgerId, new { }, clock);
        await db.SaveChangesAsync(stop);
        await transaction.CommitAsync(stop);

        return (shown, null);
    }
}
