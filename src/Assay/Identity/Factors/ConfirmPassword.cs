using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Assay.Identity;

/// <summary>Asks for the password once more before a factor goes: a browser that was left open shall not be enough.</summary>
public sealed class ConfirmPassword(IdentityDb db, UserManager<User> users, Tries tries)
{
    public const string Refusal = "That is not your password, or there were too many tries. After five an account rests for 15 minutes.";

    public async Task<bool> RunAsync(Guid userId, string? password, CancellationToken stop)
    {
        if (await tries.TakeAsync(userId, stop) is null) return false;
        if (!await users.CheckPasswordAsync(await db.Users.SingleAsync(u => u.Id == userId, stop), password ?? "")) return false;

        await tries.GiveBackAsync(userId, stop);
        return true;
    }
}
