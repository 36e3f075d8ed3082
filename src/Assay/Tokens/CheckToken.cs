using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;

namespace Assay.Tokens;

/// <summary>Finds out whose token this is, by one look-up on its whole key.</summary>
/// <remarks>As the role that sees accounts before anybody has entered, but within the organisation that the token names.</remarks>
public sealed class CheckToken(IdentityDb db, TimeProvider clock)
{
    /// <param name="Organization">Its name, as it stands around pages and on exports.</param>
    public sealed record Holder(Guid ServiceAccountId, string Name, string Organization, bool IsSample, string[] Scopes);

    private sealed record Row(byte[] Hash, string[] Scopes, DateTimeOffset? LastUsedAt, Guid ServiceAccountId, string Name, string Organization, bool IsSample);

    /// <returns>Null where the token is unknown, forged, expired or revoked, or its account closed: which of them, nobody is told.</returns>
    public async Task<Holder?> RunAsync(TokenText text, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        await db.EnterAsync(text.Organization, stop);

        var found = await db.Database.SqlQuery<Row>($"""
            select t.hash, t.scopes, t.last_used_at as "LastUsedAt", a.service_account_id as "ServiceAccountId", a.name, o.name as organization, o.sample as "IsSample"
            from api_token t
            join service_account a on a.organization_id = t.organization_id and a.service_account_id = t.service_account_id
            join organization o on o.id = t.organization_id
            where t.organization_id = {text.Organization.Value} and t.token_id = {text.TokenId}
              and t.revoked_at is null and t.expires_at > {now} and a.closed_at is null
            """).ToListAsync(stop);

        if (found is not [var row] || !CryptographicOperations.FixedTimeEquals(row.Hash, text.Hash())) return null;

        if (row.LastUsedAt is not { } last || now - last >= ApiToken.UseIsDatedTo)
        {
            await db.Database.ExecuteSqlAsync($"""
                update api_token set last_used_at = {now} where organization_id = {text.Organization.Value} and token_id = {text.TokenId}
                """, stop);
            await transaction.CommitAsync(stop);
        }

        return new(row.ServiceAccountId, row.Name, row.Organization, row.IsSample, row.Scopes);
    }
}
