using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Assay.Tokens;

/// <summary>What lets a service account in, for what and until when. The token itself is shown once and kept nowhere.</summary>
public sealed class ApiToken : ITenantRow
{
    public const int LongestName = 120;
    public const int LongestDays = 365;

    /// <summary>How finely its use is dated: a write at each request would cost more than the answer is worth.</summary>
    public static readonly TimeSpan UseIsDatedTo = TimeSpan.FromHours(1);

    private ApiToken()
    {
    }

    public ApiToken(TokenText text, Guid serviceAccountId, string name, IEnumerable<Permission> scopes, Guid issuedBy, DateTimeOffset issuedAt, int days)
    {
        (TokenId, Hash) = (text.TokenId, text.Hash());
        (ServiceAccountId, Name, IssuedBy) = (serviceAccountId, name.Trim(), issuedBy);
        (IssuedAt, ExpiresAt) = (issuedAt, issuedAt.AddDays(days));
        Scopes = [.. scopes.Distinct().Order().Select(s => s.ToString())];
    }

    public Guid OrganizationId { get; private init; }

    public Guid TokenId { get; private init; }

    public Guid ServiceAccountId { get; private init; }

    public string Name { get; private init; } = "";

    public byte[] Hash { get; private init; } = [];

    /// <summary>Names of permissions. One that this version does not know opens nothing.</summary>
    public string[] Scopes { get; private init; } = [];

    public Guid IssuedBy { get; private init; }

    public DateTimeOffset IssuedAt { get; private init; }

    public DateTimeOffset ExpiresAt { get; private init; }

    public DateTimeOffset? LastUsedAt { get; private init; }

    public DateTimeOffset? RevokedAt { get; private set; }

    public bool IsLive(DateTimeOffset now) => RevokedAt is null && ExpiresAt > now;

    public void Revoke(DateTimeOffset now) => RevokedAt ??= now;
}

internal sealed class ApiTokenTable : IEntityTypeConfiguration<ApiToken>
{
    public void Configure(EntityTypeBuilder<ApiToken> builder) => builder.HasKey(t => new { t.OrganizationId, t.TokenId });
}
