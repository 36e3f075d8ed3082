using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Assay.Identity;

/// <summary>ASP.NET Core Identity's accounts, with lockouts by the product's clock, as everything else that is timed.</summary>
internal sealed class Accounts(
    IUserStore<User> store, IOptions<IdentityOptions> options, IPasswordHasher<User> hasher,
    IEnumerable<IUserValidator<User>> userRules, IEnumerable<IPasswordValidator<User>> passwordRules,
    ILookupNormalizer normalizer, IdentityErrorDescriber errors, IServiceProvider services, ILogger<UserManager<User>> log, TimeProvider clock)
    : UserManager<User>(store, options, hasher, userRules, passwordRules, normalizer, errors, services, log)
{
    public override async Task<bool> IsLockedOutAsync(User user) =>
        await GetLockoutEnabledAsync(user) && await GetLockoutEndDateAsync(user) is { } end && end > clock.GetUtcNow();

    public override async Task<IdentityResult> AccessFailedAsync(User user)
    {
        var before = user.LockoutEnd;
        var result = await base.AccessFailedAsync(user);

        return result.Succeeded && user.LockoutEnd != before
            ? await SetLockoutEndDateAsync(user, clock.GetUtcNow() + Options.Lockout.DefaultLockoutTimeSpan)
            : result;
    }
}
