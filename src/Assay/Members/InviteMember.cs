using System.ComponentModel.DataAnnotations;
using Assay.Organizations;
using Microsoft.EntityFrameworkCore;

namespace Assay.Members;

/// <summary>Makes a link by which somebody becomes a member. It is shown once, to be sent by whatever way the manager trusts.</summary>
public sealed class InviteMember(IdentityDb db, TimeProvider clock)
{
    public sealed record Request
    {
        [Required(ErrorMessage = "Enter the e-mail address."), EmailAddress(ErrorMessage = "That is not an e-mail address."), StringLength(254)]
        public string Email { get; set; } = "";

        public IReadOnlyList<Role> Roles { get; set; } = [];

        /// <summary>The last day of the roles; needed for an auditor.</summary>
        public DateOnly? Until { get; set; }
    }

    public abstract record Outcome
    {
        /// <param name="Path">The link's path, which nobody can show again.</param>
        public sealed record Invited(Guid Id, string Path, DateTimeOffset ExpiresAt) : Outcome;

        public sealed record Refused(IReadOnlyList<FormError> Errors) : Outcome;
    }

    /// <param name="byOwner">Whether whoever invites is an owner.</param>
    public async Task<Outcome> RunAsync(Actor actor, bool byOwner, Request request, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        var until = Until.EndOf(request.Until);
        var email = request.Email.Trim();

        List<FormError> errors = [.. Giving.Refuse(request.Roles, until, byOwner, now)];
        if (await IsMemberAsync(actor.Organization, email, stop)) errors.Add(new("Form.Email", "Somebody with this address is a member already."));
        if (errors is not []) return new Outcome.Refused(errors);

        var secret = LinkSecret.New();
        var invitation = new Invitation
        {
            OrganizationId = actor.Organization.Value,
            Id = Guid.CreateVersion7(now),
            Email = email,
            Roles = [.. request.Roles.Distinct()],
            RoleUntil = until,
            InvitedBy = actor.UserId,
            InvitedAt = now,
            ExpiresAt = now + Invitation.Lifetime,
            SecretHash = secret.Digest,
        };

        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        db.Invitations.Add(invitation);
        await db.EnterAsync(actor.Organization, stop);
        db.Record(actor, "member.invited", $"invitation/{invitation.Id:n}", new { roles = invitation.Roles, until = request.Until }, clock);
        await db.SaveChangesAsync(stop);
        await transaction.CommitAsync(stop);

        return new Outcome.Invited(invitation.Id, $"/invitation/{actor.Organization}/{invitation.Id:n}/{secret.Text}", invitation.ExpiresAt);
    }

    private Task<bool> IsMemberAsync(OrganizationId organization, string email, CancellationToken stop)
    {
        var normal = email.ToUpperInvariant();
        return db.Memberships.Where(m => m.OrganizationId == organization.Value && m.EndedAt == null)
            .Join(db.Users, m => m.UserId, u => u.Id, (_, u) => u.NormalizedEmail).AnyAsync(e => e == normal, stop);
    }
}
