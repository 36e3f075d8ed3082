using System.ComponentModel.DataAnnotations;
using Assay.Organizations;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Assay.Identity;

/// <summary>The first visit: whoever holds the setup code becomes the owner of the first organisation. Once.</summary>
public sealed class CreateOwner(IdentityDb db, UserManager<User> users, TimeProvider clock)
{
    public sealed record Request
    {
        [Required(ErrorMessage = "Enter the code that the server printed when it started."), StringLength(64)]
        public string Code { get; set; } = "";

        [Required(ErrorMessage = "Enter the name of your organisation."), StringLength(Organizations.Organization.LongestName)]
        public string Organization { get; set; } = "";

        [Required(ErrorMessage = "Enter your name."), StringLength(User.LongestName)]
        public string Name { get; set; } = "";

        [Required(ErrorMessage = "Enter your e-mail address."), EmailAddress(ErrorMessage = "That is not an e-mail address."), StringLength(254)]
        public string Email { get; set; } = "";

        [Required(ErrorMessage = "Choose a password."), StringLength(PasswordRule.LongestPassword)]
        public string Password { get; set; } = "";
    }

    public abstract record Outcome
    {
        public sealed record Created(User Owner) : Outcome;
        public sealed record AlreadySetUp : Outcome;
        public sealed record WrongCode : Outcome;
        public sealed record TooManyTries : Outcome;
        public sealed record Refused(IReadOnlyList<IdentityError> Reasons) : Outcome;
    }

    public async Task<Outcome> RunAsync(Request request, CancellationToken stop)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(stop);

        // The lock makes two first visitors one after the other; the second finds the code gone.
        if (await db.SetupCodes.FromSql($"select * from setup_code for update").SingleOrDefaultAsync(stop) is not { } code) return new Outcome.AlreadySetUp();
        if (code.IsSpent) return new Outcome.TooManyTries();

        if (!code.Try(request.Code))
        {
            await db.SaveChangesAsync(stop);
            await transaction.CommitAsync(stop);                    // a wrong try is kept, or there would be no limit
            return new Outcome.WrongCode();
        }

        db.SetupCodes.Remove(code);
        var (owner, refused) = await AddAsync(request, sample: false, stop);
        if (!refused.Succeeded) return new Outcome.Refused([.. refused.Errors]);

        await transaction.CommitAsync(stop);
        return new Outcome.Created(owner);
    }

    /// <summary>Adds the organisation and its owner to a transaction that is open already.</summary>
    internal async Task<(User Owner, IdentityResult Result)> AddAsync(Request request, bool sample, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        var owner = new User(Guid.CreateVersion7(now), request.Name, request.Email, now);
        var organization = new Organization(OrganizationId.New(clock), request.Organization, sample, now);
        var id = new OrganizationId(organization.Id);

        var added = await users.CreateAsync(owner, request.Password);
        if (!added.Succeeded) return (owner, added);

        db.Organizations.Add(organization);
        db.Memberships.Add(new(id, owner.Id, now));
        db.RoleGrants.Add(new(id, owner.Id, Role.Owner, GrantSource.Founder, grantedBy: null, now));

        await db.EnterAsync(id, stop);
        db.Record(new Actor(id, owner.Id, owner.Name), "organization.created", $"organization/{id}", new { sample, owner = $"user/{owner.Id:n}" }, clock);
        await db.SaveChangesAsync(stop);

        return (owner, added);
    }
}
