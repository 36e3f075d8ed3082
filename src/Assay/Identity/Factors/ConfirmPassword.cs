using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Assay.Identity;

/// <summary>Asks once more who it is before somebody changes how an account is proved: a browser that was left open shall not be enough.</summary>
/// <remarks>
/// A provider's word is not enough either. It speaks for one organisation, and the account may belong to others, or will:
/// a passkey that a hostile provider planted would open those too.
/// </remarks>
public sealed class ConfirmPassword(IdentityDb db, UserManager<User> users, Tries tries, TimeProvider clock)
{
    public const string WrongPassword = "That is not your password, or there were too many tries. After five an account rests for 15 minutes.";
    public const string ByProvider = "You came in through your organisation's provider, which answers for how you prove who you are. The account's own password, app and passkeys can be changed only by whoever signs in with them.";

    /// <summary>Whether the person came in by a provider, and so has no say over what else opens the account.</summary>
    public async Task<bool> IsByProviderAsync(Guid? session, CancellationToken stop) => await HereAsync(session, stop) is null or { Proof: Proof.SingleSignOn };

    /// <summary>Whether the password is asked for: always, but for a first factor within minutes of the sign-in that proved it.</summary>
    public async Task<bool> IsAskedAsync(Guid userId, Guid? session, CancellationToken stop) =>
        await HereAsync(session, stop) is not { Proof: Proof.Password or Proof.SetupCode or Proof.EnrolmentLink } here
        || clock.GetUtcNow() >= here.OpenedAt + Session.HalfProved
        || await db.Authenticators.AnyAsync(a => a.UserId == userId, stop) || await db.UserPasskeys.AnyAsync(p => p.UserId == userId, stop);

    /// <returns>Why nothing is changed; null where it is the person.</returns>
    public async Task<string?> RefuseAsync(Guid userId, Guid? session, string? password, CancellationToken stop)
    {
        return await IsByProviderAsync(session, stop) ? ByProvider : await RefusePasswordAsync(userId, password, stop);
    }

    /// <summary>As <see cref="RefuseAsync"/>, where it is asked however the person came in.</summary>
    public async Task<string?> RefusePasswordAsync(Guid userId, string? password, CancellationToken stop)
    {
        if (await tries.TakeAsync(userId, stop) is null) return WrongPassword;
        if (!await users.CheckPasswordAsync(await db.Users.SingleAsync(u => u.Id == userId, stop), password ?? "")) return WrongPassword;

        await tries.GiveBackAsync(userId, stop);
        return null;
    }

    /// <summary>As <see cref="RefuseAsync"/>, where a factor is added.</summary>
    public async Task<string?> RefuseNewAsync(Guid userId, Guid? session, string? password, CancellationToken stop) =>
        await IsByProviderAsync(session, stop) ? ByProvider
        : await IsAskedAsync(userId, session, stop) ? await RefuseAsync(userId, session, password, stop)
        : null;

    private Task<Session?> HereAsync(Guid? session, CancellationToken stop) => db.Sessions.AsNoTracking().SingleOrDefaultAsync(s => s.Id == session && s.EndedAt == null, stop);
}
