using Assay.Secrets;
using Assay.Tokens;
using Microsoft.EntityFrameworkCore;

namespace Assay.Security;

/// <summary>How well this installation guards the organisation's own weaknesses: what an auditor asks of any system, asked of Assay.</summary>
public sealed class ReadSecurity(IdentityDb db, Tenancy tenancy, ReadServiceAccounts accounts, ReadKey key, TimeProvider clock)
{
    public static readonly TimeSpan RecentIs = TimeSpan.FromDays(7);
    public static readonly TimeSpan DormantAfter = TimeSpan.FromDays(90);

    private const int _mostShown = 200;

    private static readonly string[] _failed = ["user.sign_in_refused", "user.sign_in_locked"];

    /// <param name="LastSignIn">Null where there was none within <see cref="DormantAfter"/>.</param>
    public sealed record Member(Guid Id, string Name, DateTimeOffset Since, bool HasSecondFactor, DateTimeOffset? LastSignIn, bool IsDormant);

    public sealed record Failure(DateTimeOffset At, string Subject, bool Locked);

    /// <param name="FailedSignIns">All of them, also those beyond what <paramref name="Failures"/> lists.</param>
    public sealed record Result(
        IReadOnlyList<Member> Members, IReadOnlyList<Failure> Failures, int FailedSignIns,
        IReadOnlyList<ReadServiceAccounts.Line> Accounts, ReadKey.State Key)
    {
        public IEnumerable<Member> WithoutSecondFactor => Members.Where(m => !m.HasSecondFactor);

        public IEnumerable<Member> Dormant => Members.Where(m => m.IsDormant);

        public IEnumerable<(ReadServiceAccounts.Line Account, ReadServiceAccounts.TokenLine Token)> EndingTokens =>
            Accounts.SelectMany(a => a.Live.Where(t => t.EndsSoon), (a, t) => (a, t)).OrderBy(p => p.t.ExpiresAt);

        public IEnumerable<ReadServiceAccounts.Line> Ownerless => Accounts.Where(a => a.IsOpen && a.Owner is null);
    }

    public async Task<Result> RunAsync(Actor actor, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        var people = await db.Memberships.AsNoTracking()
            .Where(m => m.OrganizationId == actor.Organization.Value && m.EndedAt == null)
            .Join(db.Users, m => m.UserId, u => u.Id, (m, u) => new { u.Id, u.Name, m.Since, HasSecondFactor = db.Authenticators.Any(a => a.UserId == u.Id) || db.UserPasskeys.Any(p => p.UserId == u.Id) })
            .OrderBy(p => p.Name).ToListAsync(stop);

        await using var tenant = await tenancy.OpenAsync(actor.Organization, stop);
        var entries = tenant.Set<LedgerEntry>().AsNoTracking();
        var seen = await entries.Where(e => e.Kind == "user.signed_in" && e.OccurredAt > now - DormantAfter)
            .GroupBy(e => e.Subject).Select(g => new { Subject = g.Key, Last = g.Max(e => e.OccurredAt) }).ToDictionaryAsync(s => s.Subject, s => s.Last, stop);
        var failed = entries.Where(e => _failed.Contains(e.Kind) && e.OccurredAt > now - RecentIs);

        return new(
            [.. people.Select(p => Describe(p.Id, p.Name, p.Since, p.HasSecondFactor, seen.TryGetValue($"user/{p.Id:n}", out var last) ? last : null, now))],
            await failed.OrderByDescending(e => e.OccurredAt).Take(_mostShown).Select(e => new Failure(e.OccurredAt, e.Subject, e.Kind == _failed[1])).ToListAsync(stop),
            await failed.CountAsync(stop),
            await accounts.RunAsync(actor, null, stop),
            await key.RunAsync(stop));
    }

    private static Member Describe(Guid id, string name, DateTimeOffset since, bool hasSecondFactor, DateTimeOffset? last, DateTimeOffset now) =>
        new(id, name, since, hasSecondFactor, last, last is null && now - since > DormantAfter);
}
