using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Assay.Members;

/// <summary>What somebody who came in by a provider shows before their account joins another organisation.</summary>
/// <remarks>
/// A provider speaks for its own organisation only. Where the account has a password, it is asked for. Where it has none, one
/// is chosen, since nothing else would open the other organisation; but only while the account belongs to no organisation
/// that this provider does not speak for, or whoever runs the provider could choose a password that opens those.
/// </remarks>
public sealed class ProveToJoin(IdentityDb db, UserManager<User> users, ConfirmPassword confirm)
{
    public enum Need
    {
        Nothing,
        Password,
        NewPassword,

        /// <summary>The account can join; what it joins is entered by a provider of its own.</summary>
        OwnProvider,
    }

    public async Task<Need> OfAsync(Guid userId, Guid? session, CancellationToken stop)
    {
        if (!await confirm.IsByProviderAsync(session, stop)) return Need.Nothing;
        if (await db.Users.AnyAsync(u => u.Id == userId && u.PasswordHash != null, stop)) return Need.Password;

        var spokenFor = await db.Sessions.Where(s => s.Id == session).Select(s => s.OrganizationId).SingleOrDefaultAsync(stop);
        return await db.Memberships.AnyAsync(m => m.UserId == userId && m.OrganizationId != spokenFor, stop) ? Need.OwnProvider : Need.NewPassword;
    }

    /// <summary>Before a transaction begins: a try that is rolled back would not be counted.</summary>
    /// <returns>Why not; null where nothing is asked for, or it is the password.</returns>
    public async Task<IdentityError?> RefuseAsync(Guid userId, Guid? session, string? password, CancellationToken stop) =>
        await OfAsync(userId, session, stop) is Need.Password && await confirm.RefusePasswordAsync(userId, password, stop) is { } refused
            ? new() { Code = "PasswordMismatch", Description = refused }
            : null;

    /// <returns>What the rules have against the password that was chosen, and whether one was.</returns>
    public async Task<(IdentityResult Result, bool Chosen)> ChooseAsync(User user, Guid? session, string? password, CancellationToken stop) =>
        await OfAsync(user.Id, session, stop) is Need.NewPassword ? (await users.AddPasswordAsync(user, password ?? ""), true) : (IdentityResult.Success, false);
}
