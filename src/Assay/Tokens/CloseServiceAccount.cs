using Microsoft.EntityFrameworkCore;

namespace Assay.Tokens;

/// <summary>Ends a service account for good. All its tokens stop at once; what it did stays told.</summary>
public sealed class CloseServiceAccount(Tenancy tenancy, TimeProvider clock)
{
    /// <returns>Whether there was one to close.</returns>
    public async Task<bool> RunAsync(Actor actor, Guid id, CancellationToken stop)
    {
        await using var db = await tenancy.OpenAsync(actor.Organization, stop);
        if (await db.Set<ServiceAccount>().FirstOrDefaultAsync(a => a.ServiceAccountId == id && a.ClosedAt == null, stop) is not { } account) return false;

        account.Close(clock.GetUtcNow());
        db.Record(actor, "service_account.closed", account.LedgerId, new { });
        await db.CommitAsync(stop);
        return true;
    }
}
