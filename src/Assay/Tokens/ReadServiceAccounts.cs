using Microsoft.EntityFrameworkCore;

namespace Assay.Tokens;

/// <summary>An organisation's service accounts with their tokens.</summary>
public sealed class ReadServiceAccounts(Tenancy tenancy, ActorNames names, TimeProvider clock)
{
    /// <summary>So long before its end a token is listed, so that nobody learns of it from a pipeline that stopped.</summary>
    public static readonly TimeSpan SoonIs = TimeSpan.FromDays(30);

    /// <param name="Owner">Null where the person who answered for it is no member any more.</param>
    /// <param name="Version">What a change names in <c>If-Match</c>.</param>
    public sealed record Line(Guid Id, string Name, string Purpose, Guid OwnerId, string? Owner, DateTimeOffset CreatedAt, DateTimeOffset? ClosedAt, int Version, IReadOnlyList<TokenLine> Tokens)
    {
        public bool IsOpen => ClosedAt is null;

        public IEnumerable<TokenLine> Live => IsOpen ? Tokens.Where(t => t.IsLive) : [];

        public DateTimeOffset? LastUsedAt => Tokens.Max(t => t.LastUsedAt);

        public DateTimeOffset? NextEnd => Live.Min(t => (DateTimeOffset?)t.ExpiresAt);
    }

    public sealed record TokenLine(Guid Id, string Name, IReadOnlyList<string> Scopes, DateTimeOffset IssuedAt, DateTimeOffset ExpiresAt, DateTimeOffset? LastUsedAt, DateTimeOffset? RevokedAt, bool IsLive, bool EndsSoon);

    /// <param name="id">One account, or null for all of them.</param>
    public async Task<IReadOnlyList<Line>> RunAsync(Actor actor, Guid? id, CancellationToken stop)
    {
        var members = await names.MembersAsync(actor.Organization, stop);
        await using var db = await tenancy.OpenAsync(actor.Organization, stop);

        var accounts = await db.Set<ServiceAccount>().AsNoTracking().Where(a => id == null || a.ServiceAccountId == id).OrderBy(a => a.Name).ToListAsync(stop);
        var tokens = await db.Set<ApiToken>().AsNoTracking().Where(t => id == null || t.ServiceAccountId == id).OrderByDescending(t => t.TokenId).ToListAsync(stop);
        var now = clock.GetUtcNow();

        return [.. accounts.Select(a => new Line(
            a.ServiceAccountId, a.Name, a.Purpose, a.OwnerId, members.GetValueOrDefault(a.OwnerId), a.CreatedAt, a.ClosedAt, a.Version,
            [.. tokens.Where(t => t.ServiceAccountId == a.ServiceAccountId).Select(t => Show(t, a, now))]))];
    }

    private static TokenLine Show(ApiToken token, ServiceAccount account, DateTimeOffset now)
    {
        var live = account.ClosedAt is null && token.IsLive(now);
        return new(token.TokenId, token.Name, token.Scopes, token.IssuedAt, token.ExpiresAt, token.LastUsedAt, token.RevokedAt, live, live && token.ExpiresAt - now < SoonIs);
    }
}
