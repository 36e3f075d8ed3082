using Microsoft.EntityFrameworkCore;

namespace Assay.Tokens;

/// <summary>Ends one token before its time; the next request that brings it is refused.</summary>
public sealed class RevokeToken(Tenancy tenancy, TimeProvider clock)
{
    /// <returns>Whether there was one to revoke.</returns>
    public async Task<bool> RunAsync(Actor actor, Guid accountId, Guid tokenId, CancellationToken stop)
    {
        await using var db = await tenancy.OpenAsync(actor.Organization, stop);
        var token = await db.Set<ApiToken>().FirstOrDefaultAsync(t => t.TokenId == tokenId && t.ServiceAccountId == accountId && t.RevokedAt == null, stop);
        if (token is null) return false;

        token.Revoke(clock.GetUtcNow());
        db.Record(actor, "token.revoked", $"service/{accountId:n}", new { token = $"{tokenId:n}" });
        await db.CommitAsync(stop);
        return true;
    }
}
