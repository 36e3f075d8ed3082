using Assay.Organizations;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Proof = Assay.Identity.Proof;

namespace Assay.SignOn;

/// <summary>Lets in whom a provider knows: the account that is linked, the one with that address where it counts, or a new one.</summary>
/// <remarks>
/// A provider speaks for its own organisation only. It opens no account that is not a member there, and the visit that
/// it begins stays within that organisation, or whoever runs one organisation's provider could walk into another.
/// </remarks>
public sealed class AdmitPerson(IdentityDb db, UserManager<User> users, OpenSession open, TimeProvider clock)
{
    /// <returns>Why not, or null where the person is in.</returns>
    public async Task<string?> RunAsync(SignOnProvider provider, KnownPerson person, CancellationToken stop)
    {
        var organization = new OrganizationId(provider.OrganizationId);
        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        await db.EnterAsync(organization, stop);

        var (user, refused) = await FindAsync(provider, person, stop);

        if (user is null)
        {
            await transaction.RollbackAsync(stop);
            await RecordRefusedAsync(provider, refused!, stop);
            return refused;
        }

        db.Record(new Actor(organization, user.Id, user.Name), "sign_on.accepted", $"user/{user.Id:n}", new { secondFactor = person.SecondFactor }, clock);

        try
        {
            await db.SaveChangesAsync(stop);
        }
        catch (DbUpdateException taken) when (taken.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            return "again";         // the same person's first sign-in in another window was first
        }

        await open.RunAsync(user, organization, Proof.SingleSignOn, stop);
        await transaction.CommitAsync(stop);
        return null;
    }

    /// <summary>Tells the ledger of a refusal, in a transaction of its own. Nobody is named: the person is nobody here.</summary>
    public async Task RecordRefusedAsync(SignOnProvider provider, string reason, CancellationToken stop)
    {
        var organization = new OrganizationId(provider.OrganizationId);
        db.ChangeTracker.Clear();
        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        await db.EnterAsync(organization, stop);

        db.Add(LedgerEntry.Of(organization, $"provider/{organization}", "sign_on.refused", $"provider/{organization}", new { reason }, clock));
        await db.SaveChangesAsync(stop);
        await transaction.CommitAsync(stop);
    }

    private async Task<(User? User, string? Refused)> FindAsync(SignOnProvider provider, KnownPerson person, CancellationToken stop)
    {
        var link = await db.Set<SignOnLink>().SingleOrDefaultAsync(l => l.OrganizationId == provider.OrganizationId && l.Issuer == provider.Issuer && l.Subject == person.Subject, stop);
        if (link is not null)
            return await IsMemberAsync(provider, link.UserId, stop) ? (await db.Users.SingleAsync(u => u.Id == link.UserId, stop), null) : (null, "not_a_member");

        if (person.Email is not { } email || !IsSpokenFor(provider, email)) return (null, "domain_not_allowed");

        var normalized = users.NormalizeEmail(email);
        if (await db.Users.SingleOrDefaultAsync(u => u.NormalizedEmail == normalized, stop) is not { } known) return Add(provider, person, email);
        if (!await IsMemberAsync(provider, known.Id, stop)) return (null, "not_a_member");
        if (!Counts(provider.EmailTrust, person.EmailVerified) || await IsElsewhereAsync(provider, known.Id, stop)) return (null, "not_linked");

        Link(provider, person, known);
        return (known, null);
    }

    private (User? User, string? Refused) Add(SignOnProvider provider, KnownPerson person, string email)
    {
        if (!provider.AdmitsUnknown) return (null, "not_a_member");
        if (person.EmailVerified is false) return (null, "email_not_verified");

        var now = clock.GetUtcNow();
        var user = User.WithoutPassword(person.Name is { Length: > 0 } name ? name : email.Split('@')[0], email, users, clock);
        var organization = new OrganizationId(provider.OrganizationId);

        db.Add(user);
        db.Add(new Membership(organization, user.Id, now));
        db.Add(new RoleGrant(organization, user.Id, provider.DefaultRole, GrantSource.Directory, grantedBy: null, now));
        db.Record(new Actor(organization, user.Id, user.Name), "member.joined", $"user/{user.Id:n}", new { by = "provider", roles = new[] { provider.DefaultRole } }, clock);
        Link(provider, person, user);
        return (user, null);
    }

    private void Link(SignOnProvider provider, KnownPerson person, User user)
    {
        db.Add(new SignOnLink { OrganizationId = provider.OrganizationId, Issuer = provider.Issuer, Subject = person.Subject, UserId = user.Id, LinkedAt = clock.GetUtcNow() });
        db.Record(new Actor(new(provider.OrganizationId), user.Id, user.Name), "sign_on.linked", $"user/{user.Id:n}", new { by = "email", trust = provider.EmailTrust }, clock);
    }

    private Task<bool> IsMemberAsync(SignOnProvider provider, Guid user, CancellationToken stop) =>
        db.Memberships.AnyAsync(m => m.OrganizationId == provider.OrganizationId && m.UserId == user && m.EndedAt == null, stop);

    /// <summary>Whether the account is another organisation's too. No provider is given such a one by its address.</summary>
    private Task<bool> IsElsewhereAsync(SignOnProvider provider, Guid user, CancellationToken stop) =>
        db.Memberships.AnyAsync(m => m.OrganizationId != provider.OrganizationId && m.UserId == user, stop);

    private static bool IsSpokenFor(SignOnProvider provider, string email) =>
        email.Length <= 254 && email.Split('@') is [{ Length: > 0 }, var domain] && provider.Domains.Contains(domain.ToLowerInvariant());

    private static bool Counts(EmailTrust trust, bool? verified) => trust switch
    {
        EmailTrust.Always => verified is not false,
        EmailTrust.WhenVerified => verified is true,
        _ => false,
    };
}
