using Microsoft.EntityFrameworkCore;

namespace Assay.Identity;

/// <summary>How often somebody may guess: five times, then the account rests for a quarter of an hour.</summary>
/// <remarks>
/// A try is counted and committed before the password or code is looked at. Counted afterwards, as many guesses as arrive
/// at once would all go by the same count.
/// </remarks>
public sealed class Tries(IdentityDb db, TimeProvider clock)
{
    public const int Most = 5;
    public static readonly TimeSpan Rest = TimeSpan.FromMinutes(15);

    /// <returns>How many have been used with this one, or null where the account rests.</returns>
    public async Task<int?> TakeAsync(Guid userId, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        var taken = await db.Database.SqlQuery<int>($"""
            update user_account set
                access_failed_count = case when lockout_end is null then access_failed_count + 1 else 1 end,
                lockout_end = case when lockout_end is null and access_failed_count + 1 >= {Most} then {now + Rest}::timestamptz end
            where id = {userId} and (lockout_end is null or lockout_end <= {now})
            returning access_failed_count as "Value"
            """).ToListAsync(stop);

        return taken is [var used] ? used : null;
    }

    /// <summary>The password was right, the second factor is still to come: only that one try is forgotten, or codes could be guessed without end.</summary>
    public Task GiveBackAsync(Guid userId, CancellationToken stop) => db.Users.Where(u => u.Id == userId).ExecuteUpdateAsync(u => u
        .SetProperty(a => a.AccessFailedCount, a => a.AccessFailedCount - 1)
        .SetProperty(a => a.LockoutEnd, (DateTimeOffset?)null), stop);

    /// <summary>The person is in.</summary>
    public Task ForgetAsync(Guid userId, CancellationToken stop) => db.Users.Where(u => u.Id == userId).ExecuteUpdateAsync(u => u
        .SetProperty(a => a.AccessFailedCount, 0)
        .SetProperty(a => a.LockoutEnd, (DateTimeOffset?)null), stop);
}
