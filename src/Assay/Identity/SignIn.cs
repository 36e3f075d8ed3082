using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Assay.Identity;

/// <summary>Lets a person in by e-mail address and password.</summary>
/// <remarks>
/// Unknown, wrong and locked are answered alike and in like time: whoever tries addresses learns nothing. The ledger of
/// the person's organisation keeps which of them it was, but not each try at an account that rests: those may be any number.
/// </remarks>
public sealed class SignIn(IdentityDb db, UserManager<User> users, ReadFactors factors, Tries tries, OpenSession open, TimeProvider clock)
{
    public sealed record Request
    {
        [Required(ErrorMessage = "Enter your e-mail address."), StringLength(254)]
        public string Email { get; set; } = "";

        [Required(ErrorMessage = "Enter your password."), StringLength(PasswordRule.LongestPassword)]
        public string Password { get; set; } = "";
    }

    private static readonly User _nobody = new(Guid.Empty, "", "", default);

    /// <returns>Whether the password was right. Where there is a second factor, that is still to come.</returns>
    public async Task<bool> RunAsync(Request request, CancellationToken stop) =>
        await users.FindByEmailAsync(request.Email.Trim()) is { } user
        && await EnteredOrganization.OfAsync(db, user, clock.GetUtcNow(), stop) is { } organization
        && await tries.TakeAsync(user.Id, stop) is { } used
            ? await TryAsync(user, organization, request.Password, used, stop)
            : RefuseInLikeTime(request.Password);

    private async Task<bool> TryAsync(User user, OrganizationId organization, string password, int used, CancellationToken stop)
    {
        var right = await users.CheckPasswordAsync(user, password);

        await using var transaction = await db.Database.BeginTransactionAsync(stop);

        if (!right) await RefuseAsync(new(organization, user.Id, user.Name), used, stop);
        else if (!(await factors.RunAsync(user.Id, stop)).IsAsked) await LetInAsync(user, organization, Proof.Password, stop);
        else await LetHalfInAsync(user, organization, stop);

        await transaction.CommitAsync(stop);
        return right;
    }

    /// <summary>Whoever set the server up has just shown its code and chosen a password.</summary>
    public async Task AfterSetupAsync(User owner, CancellationToken stop)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(stop);

        if (await EnteredOrganization.OfAsync(db, owner, clock.GetUtcNow(), stop) is { } organization) await LetInAsync(owner, organization, Proof.SetupCode, stop);
        await transaction.CommitAsync(stop);
    }

    private async Task LetInAsync(User user, OrganizationId organization, Proof proof, CancellationToken stop)
    {
        await tries.ForgetAsync(user.Id, stop);
        await open.RunAsync(user, organization, proof, stop);
    }

    private async Task LetHalfInAsync(User user, OrganizationId organization, CancellationToken stop)
    {
        await tries.GiveBackAsync(user.Id, stop);
        await open.RunAsync(user, organization, Proof.Password, stop, "user.password_accepted");
    }

    /// <summary>Part of the caller's transaction.</summary>
    internal async Task RefuseAsync(Actor person, int used, CancellationToken stop)
    {
        await db.EnterAsync(person.Organization, stop);
        db.Record(person, used >= Tries.Most ? "user.sign_in_locked" : "user.sign_in_refused", person.LedgerId, new { }, clock);
        await db.SaveChangesAsync(stop);
    }

    private bool RefuseInLikeTime(string password)
    {
        users.PasswordHasher.HashPassword(_nobody, password);     // takes as long as a check would
        return false;
    }
}
