using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Identity;

namespace Assay.Identity;

/// <summary>Lets a person in by e-mail address and password.</summary>
/// <remarks>
/// Unknown, wrong and locked are answered alike and in like time: whoever tries addresses learns nothing. The ledger of
/// the person's organisation keeps which of them it was.
/// </remarks>
public sealed class SignIn(IdentityDb db, SignInManager<User> signIn, TimeProvider clock)
{
    public sealed record Request
    {
        [Required(ErrorMessage = "Enter your e-mail address."), StringLength(254)]
        public string Email { get; set; } = "";

        [Required(ErrorMessage = "Enter your password."), StringLength(PasswordRule.LongestPassword)]
        public string Password { get; set; } = "";
    }

    /// <returns>Whether the person is in.</returns>
    public async Task<bool> RunAsync(Request request, CancellationToken stop)
    {
        if (await signIn.UserManager.FindByEmailAsync(request.Email.Trim()) is not { } user)
        {
            signIn.UserManager.PasswordHasher.HashPassword(_nobody, request.Password);     // takes as long as a check would
            return false;
        }

        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        if (await EnteredOrganization.OfAsync(db, user, stop) is not { } organization) return false;

        var result = await signIn.PasswordSignInAsync(user, request.Password, isPersistent: false, lockoutOnFailure: true);

        await db.EnterAsync(organization, stop);
        db.Record(new Actor(organization, user.Id, user.Name), Kind(result), $"user/{user.Id:n}", new { by = "password" }, clock);
        await db.SaveChangesAsync(stop);
        await transaction.CommitAsync(stop);

        return result.Succeeded;
    }

    private static readonly User _nobody = new(Guid.Empty, "", "", default);

    private static string Kind(SignInResult result) => result switch
    {
        { Succeeded: true } => "user.signed_in",
        { IsLockedOut: true } => "user.sign_in_locked",
        _ => "user.sign_in_refused",
    };
}
