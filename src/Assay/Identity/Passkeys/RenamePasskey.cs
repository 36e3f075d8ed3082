using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Assay.Identity;

/// <summary>Gives a passkey a name by which its owner knows it.</summary>
public sealed class RenamePasskey(IdentityDb db, UserManager<User> users, TimeProvider clock)
{
    /// <returns>False where there is no such passkey, or the name is empty or too long.</returns>
    public async Task<bool> RunAsync(Actor actor, string? passkey, string? name, CancellationToken stop)
    {
        if (name?.Trim() is not { Length: > 0 and <= EnrolPasskey.LongestName } chosen) return false;

        var user = await db.Users.SingleAsync(u => u.Id == actor.UserId, stop);
        if (await users.GetPasskeyAsync(user, PasskeyId.Parse(passkey ?? "")) is not { } found) return false;

        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        found.Name = chosen;
        await users.AddOrUpdatePasskeyAsync(user, found);
        await db.EnterAsync(actor.Organization, stop);
        db.Record(actor, "user.passkey_renamed", actor.LedgerId, new { }, clock);
        await db.SaveChangesAsync(stop);
        await transaction.CommitAsync(stop);

        return true;
    }
}
