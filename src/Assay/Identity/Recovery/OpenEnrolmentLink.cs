using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Assay.Identity;

/// <summary>Comes in by the link that was handed out, with the password, to add a new second factor and nothing else.</summary>
public sealed class OpenEnrolmentLink(IdentityDb db, UserManager<User> users, Tries tries, SignIn signIn, OpenSession open, TimeProvider clock)
{
    /// <summary>Whether the link would open to the right password.</summary>
    public Task<bool> IsValidAsync(Guid userId, string secret, CancellationToken stop) => Valid(userId, secret).AnyAsync(stop);

    /// <returns>False where the link or the password is wrong; which, is not told.</returns>
    public async Task<bool> RunAsync(Guid userId, string secret, string password, CancellationToken stop)
    {
        if (!await IsValidAsync(userId, secret, stop)) return false;

        var user = await db.Users.SingleAsync(u => u.Id == userId, stop);
        if (await EnteredOrganization.OfAsync(db, user, clock.GetUtcNow(), stop) is not { } organization || await tries.TakeAsync(userId, stop) is not { } used) return false;

        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        var right = await users.CheckPasswordAsync(user, password)
            && await Valid(userId, secret).ExecuteUpdateAsync(l => l.SetProperty(e => e.UsedAt, clock.GetUtcNow()), stop) == 1;

        if (right)
        {
            await tries.ForgetAsync(userId, stop);
            await open.RunAsync(user, organization, Proof.EnrolmentLink, stop, "user.enrolment_link_opened");
        }
        else
        {
            await signIn.RefuseAsync(new(organization, userId, user.Name), used, stop);
        }

        await transaction.CommitAsync(stop);
        return right;
    }

    private IQueryable<EnrolmentLink> Valid(Guid userId, string secret)
    {
        var (hash, now) = (EnrolmentLink.HashOf(secret), clock.GetUtcNow());
        return db.EnrolmentLinks.Where(l => l.UserId == userId && l.Hash == hash && l.UsedAt == null && l.ExpiresAt > now);
    }
}
