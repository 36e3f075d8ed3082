using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Assay.Identity;

/// <summary>What a person has besides a password.</summary>
public sealed class ReadFactors(IdentityDb db)
{
    public sealed record Passkey(string Id, string Name, DateTimeOffset Since);

    /// <param name="AwaitsLink">The factors were reset, and a new one is added by the link that was handed out.</param>
    public sealed record View(DateTimeOffset? AuthenticatorSince, IReadOnlyList<Passkey> Passkeys, int CodesLeft, bool AwaitsLink)
    {
        /// <summary>Whether a right password is only the first half of a sign-in.</summary>
        public bool IsAsked => Count > 0 || AwaitsLink;

        public int Count => Passkeys.Count + (AuthenticatorSince is null ? 0 : 1);
    }

    public async Task<View> RunAsync(Guid userId, CancellationToken stop)
    {
        var authenticator = await db.Authenticators.Where(a => a.UserId == userId).Select(a => (DateTimeOffset?)a.Since).SingleOrDefaultAsync(stop);
        var passkeys = await db.Set<IdentityUserPasskey<Guid>>().AsNoTracking().Where(p => p.UserId == userId).ToListAsync(stop);
        var left = await db.RecoveryCodes.CountAsync(c => c.UserId == userId && c.UsedAt == null, stop);

        return new(authenticator,
            [.. passkeys.OrderBy(p => p.Data.CreatedAt).Select(p => new Passkey(Convert.ToHexStringLower(p.CredentialId), p.Data.Name ?? "Passkey", p.Data.CreatedAt))],
            left,
            await db.EnrolmentLinks.AnyAsync(l => l.UserId == userId, stop));
    }
}
