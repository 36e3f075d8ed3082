using System.ComponentModel.DataAnnotations;
using Assay.Organizations;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Assay.Members;

/// <summary>Makes whoever holds an invitation's link a member: with a new account, or with the one that they have signed in to.</summary>
public sealed class AcceptInvitation(IdentityDb db, UserManager<User> users, ProveToJoin prove, TimeProvider clock)
{
    public sealed record Request
    {
        [Required(ErrorMessage = "Enter your name."), StringLength(User.LongestName)]
        public string Name { get; set; } = "";

        [Required(ErrorMessage = "Choose a password."), StringLength(PasswordRule.LongestPassword)]
        public string Password { get; set; } = "";
    }

    public abstract record Outcome
    {
        public sealed record Joined(User User) : Outcome;

        /// <summary>Wrong, used, withdrawn or expired, which look alike.</summary>
        public sealed record Closed : Outcome;

        /// <summary>There is an account with the address that was invited; only whoever signs in to it may accept.</summary>
        public sealed record SignInFirst : Outcome;

        public sealed record Refused(IReadOnlyList<IdentityError> Reasons) : Outcome;
    }

    /// <returns>The invitation that the link opens, and the account that its address has already.</returns>
    public async Task<(Invitation Invitation, string Organization, Guid? Account)?> OpenAsync(OrganizationId organization, Guid id, string secret, CancellationToken stop)
    {
        if (await FindAsync(db.Invitations.AsNoTracking(), organization, id, secret, stop) is not { } invitation) return null;
        var name = await db.Organizations.Where(o => o.Id == organization.Value).Select(o => o.Name).SingleAsync(stop);

        return (invitation, name, (await users.FindByEmailAsync(invitation.Email))?.Id);
    }

    /// <param name="signedIn">The account of whoever opened the link, where they have signed in, and their session.</param>
    /// <param name="request">Name and password for a new account; a password where <see cref="ProveToJoin"/> asks the account that is signed in for one.</param>
    public async Task<Outcome> RunAsync(OrganizationId organization, Guid id, string secret, (Guid User, Guid? Session)? signedIn, Request? request, CancellationToken stop)
    {
        if (await OpenAsync(organization, id, secret, stop) is not { Account: var account }) return new Outcome.Closed();
        if (account is not null && account != signedIn?.User) return new Outcome.SignInFirst();
        if (account is { } known && await prove.RefuseAsync(known, signedIn!.Value.Session, request?.Password, stop) is { } wrong) return new Outcome.Refused([wrong]);

        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        await db.Database.ExecuteSqlAsync($"select 1 from invitation where organization_id = {organization.Value} and id = {id} for update", stop);     // a link opens once

        if (await FindAsync(db.Invitations, organization, id, secret, stop) is not { } invitation) return new Outcome.Closed();
        var user = await users.FindByEmailAsync(invitation.Email);

        if (user is not null && user.Id != signedIn?.User) return new Outcome.SignInFirst();
        if (user is null && request is null) return new Outcome.Closed();

        var chosen = false;
        if (user is null)
        {
            user = new User(Guid.CreateVersion7(clock.GetUtcNow()), request!.Name, invitation.Email, clock.GetUtcNow());
            if (await users.CreateAsync(user, request.Password) is { Succeeded: false } refused) return new Outcome.Refused([.. refused.Errors]);
        }
        else
        {
            (var result, chosen) = await prove.ChooseAsync(user, signedIn!.Value.Session, request?.Password, stop);
            if (!result.Succeeded) return new Outcome.Refused([.. result.Errors]);
        }

        await JoinAsync(organization, user, invitation, chosen, stop);
        await transaction.CommitAsync(stop);
        return new Outcome.Joined(user);
    }

    private async Task JoinAsync(OrganizationId organization, User user, Invitation invitation, bool choseFirstPassword, CancellationToken stop)
    {
        var now = clock.GetUtcNow();

        if (await db.Memberships.FirstOrDefaultAsync(m => m.OrganizationId == organization.Value && m.UserId == user.Id, stop) is { } former) former.Resume();
        else db.Memberships.Add(new(organization, user.Id, now));

        var before = await db.RoleGrants.Where(g => g.OrganizationId == organization.Value && g.UserId == user.Id && g.Source == GrantSource.Manager).ToListAsync(stop);
        db.RoleGrants.RemoveRange(before);
        await db.SaveChangesAsync(stop);

        db.RoleGrants.AddRange(invitation.Roles.Select(role => new RoleGrant(organization, user.Id, role, GrantSource.Manager, invitation.InvitedBy, now, invitation.RoleUntil)));
        invitation.Accept(user.Id, now);

        await db.EnterAsync(organization, stop);
        db.Record(new Actor(organization, user.Id, user.Name), "member.joined", $"user/{user.Id:n}", new { roles = invitation.Roles, invitation = invitation.Id, choseFirstPassword }, clock);
        await db.SaveChangesAsync(stop);
    }

    private async Task<Invitation?> FindAsync(IQueryable<Invitation> invitations, OrganizationId organization, Guid id, string secret, CancellationToken stop) =>
        await invitations.FirstOrDefaultAsync(i => i.OrganizationId == organization.Value && i.Id == id, stop) is { } found
        && found.IsOpen(clock.GetUtcNow()) && LinkSecret.Matches(secret, found.SecretHash) ? found : null;
}
