using Assay.Organizations;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Assay.Scim;

/// <summary>Makes of what the directory says of a person what they may do here: account, membership, sessions.</summary>
/// <remarks>
/// Part of the caller's transaction. A directory has no say over an account that belongs to another organisation as well:
/// such a person is invited, and joins by their own hand.
/// </remarks>
public sealed class DirectoryAccounts(IdentityDb db, UserManager<User> users, TimeProvider clock)
{
    /// <exception cref="ScimRefusedException">The last owner would be shut out.</exception>
    public Task ApplyAsync(Actor actor, ScimUser user, CancellationToken stop) => user.IsActive ? AdmitAsync(actor, user, stop) : EndAsync(actor, user, stop);

    /// <summary>Ends membership and roles, and each session at once. The account stays, so that the ledger's ids keep their names.</summary>
    /// <exception cref="ScimRefusedException">The last owner would be shut out.</exception>
    public async Task EndAsync(Actor actor, ScimUser user, CancellationToken stop)
    {
        if (user.AccountId is not { } account) return;

        var membership = await MembershipAsync(user, account, stop);
        if (membership is not { EndedAt: null }) return;

        var now = clock.GetUtcNow();
        await RefuseLastOwnerAsync(user, account, now, stop);

        membership.End(now);
        var roles = await db.RoleGrants.Where(g => g.OrganizationId == user.OrganizationId && g.UserId == account).ExecuteDeleteAsync(stop);
        var sessions = await db.Sessions.Where(s => s.UserId == account && s.OrganizationId == user.OrganizationId).EndAllAsync(SessionEnd.Deprovisioned, now, stop);
        db.Record(actor, "directory.member_ended", $"user/{account:n}", new { roles, sessions }, clock);
    }

    private async Task AdmitAsync(Actor actor, ScimUser user, CancellationToken stop)
    {
        var account = user.AccountId is { } id ? await db.Users.SingleAsync(u => u.Id == id, stop) : await FindOrMakeAsync(user, stop);
        if (account is null) return;

        user.AccountId = account.Id;
        var membership = db.Entry(account).State is EntityState.Added ? null : await MembershipAsync(user, account.Id, stop);

        if (membership is { EndedAt: null })
        {
            if (!await HasOwnSayAsync(user, account, stop)) account.Follow(user.Name, user.Email ?? account.Email!, users);
            return;
        }

        if (membership is null) Join(actor, account);
        else membership.Resume();

        db.Record(actor, "directory.member_joined", $"user/{account.Id:n}", new { again = membership is not null }, clock);
    }

    private void Join(Actor actor, User account)
    {
        var now = clock.GetUtcNow();
        db.Add(new Membership(actor.Organization, account.Id, now));
        db.Add(new RoleGrant(actor.Organization, account.Id, Role.Employee, GrantSource.Directory, grantedBy: null, now));
    }

    /// <returns>Null where the directory names no address, or one whose account is not its to give away.</returns>
    private async Task<User?> FindOrMakeAsync(ScimUser user, CancellationToken stop)
    {
        if (user.Email is not { } email) return null;

        var normalized = users.NormalizeEmail(email);
        var known = await db.Users.SingleOrDefaultAsync(u => u.NormalizedEmail == normalized, stop);
        if (known is not null) return await IsElsewhereAsync(user, known.Id, stop) ? null : known;

        return db.Add(User.WithoutPassword(user.Name, email, users, clock)).Entity;
    }

    /// <summary>Whether the account is more than what this directory made of it, so that its name and address are the person's own.</summary>
    private async Task<bool> HasOwnSayAsync(ScimUser user, User account, CancellationToken stop) =>
        account.PasswordHash is not null || await IsElsewhereAsync(user, account.Id, stop);

    private Task<bool> IsElsewhereAsync(ScimUser user, Guid account, CancellationToken stop) =>
        db.Memberships.AnyAsync(m => m.UserId == account && m.OrganizationId != user.OrganizationId, stop);

    private Task<Membership?> MembershipAsync(ScimUser user, Guid account, CancellationToken stop) =>
        db.Memberships.SingleOrDefaultAsync(m => m.OrganizationId == user.OrganizationId && m.UserId == account, stop);

    private async Task RefuseLastOwnerAsync(ScimUser user, Guid account, DateTimeOffset now, CancellationToken stop)
    {
        // One at a time, or two owners could be taken out at once.
        await db.Database.ExecuteSqlAsync($"select 1 from organization where id = {user.OrganizationId} for update", stop);
        var owners = await db.RoleGrants.Where(g => g.OrganizationId == user.OrganizationId && g.Role == Role.Owner && (g.Until == null || g.Until > now)).Select(g => g.UserId).ToListAsync(stop);

        if (owners.Contains(account) && owners.TrueForAll(o => o == account))
            throw new ScimRefusedException(409, null, "This person is the last owner of the organisation here; without an owner nobody could let one in again. Make somebody else an owner first.");
    }
}
