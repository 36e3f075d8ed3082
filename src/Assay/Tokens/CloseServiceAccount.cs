using Microsoft.EntityFrameworkCore;

namespace Assay.Tokens;

/// <summary>Ends a service account for good. All its tokens stop at once; what it did stays told.</summary>
public sealed class CloseServiceAccount(Tenancy tenancy, TimeProvider clock)
{
    public enum Outcome
    {
        Closed,
        NotFound,

        /// <summary>Somebody else changed it since it was read.</summary>
        Overtaken,
    }

    /// <param name="version">The version that was read; null where the caller does not mind.</param>
    public async Task<Outcome> RunAsync(Actor actor, Guid id, CancellationToken stop, int? version = null)
    {
        await using var db = await tenancy.OpenAsync(actor.Organization, stop);
        if (await db.Set<ServiceAccount>().FirstOrDefaultAsync(a => a.ServiceAccountId == id && a.ClosedAt == null, stop) is not { } account) return Outcome.NotFound;
        if (version is not null && account.Version != version) return Outcome.Overtaken;

        account.Close(clock.GetUtcNow());
        db.Record(actor, "service_account.closed", account.LedgerId, new { });
        await db.CommitAsync(stop);
        return Outcome.Closed;
    }
}
