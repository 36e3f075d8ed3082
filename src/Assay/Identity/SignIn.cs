using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Assay.Identity;

/// <summary>Lets a person in by e-mail address and password.</summary>
/// <remarks>
/// Unknown, wrong and locked are answered alike and in like time: whoever tries addresses learns nothing. The ledger of
/// the person's organisation keeps which of them it was, but not each try at an account that rests: those may be any number.
/// </remarks>
public sealed class SignIn(IdentityDb db, UserManager<User> users, Tries tries, OpenSession open, TimeProvider clock)
{
    public sealed record Request
    {
        [Required(ErrorMessage = "Enter your e-mail address."), StringLength(254)]
        public string Email { get; set; } = "";

        [Required(ErrorMessage = "Enter your password."), StringLength(PasswordRule.LongestPassword)]
        public string Password { get; set; } = "";
    }

    private static readonly User _nobody = new(Guid.Empty, "", "", default);

    /// <returns>Whether the person is in.</returns>
    public async Task<bool> RunAsync(Request request, CancellationToken stop) =>
        await users.FindByEmailAsync(request.Email.Trim()) is { } user
        && await EnteredOrganization.OfAsync(db, user, stop) is { } organization
        && await tries.TakeAsync(user.Id, stop) is { } used
            ? await TryAsync(user, organization, request.Password, used, stop)
            : RefuseInLikeTime(request.Password);

    private async Task<bool> TryAsync(User user, OrganizationId organization, string password, int used, CancellationToken stop)
    {
        var right = await users.CheckPasswordAsync(user, password);

        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        await db.EnterAsync(organization, stop);

        if (right)
        {
            await tries.ForgetAsync(user.Id, stop);
            await open.RunAsync(user, organization, Proof.Password, stop);
        }

        db.Record(new Actor(organization, user.Id, user.Name), Kind(right, used), $"user/{user.Id:n}", new { by = "password" }, clock);
        await db.SaveChangesAsync(stop);
        await transaction.CommitAsync(stop);

        return right;
    }

    private bool RefuseInLikeTime(string password)
    {
        users.PasswordHasher.HashPassword(_nobody, password);     // takes as long as a check would
        return false;
    }

    private static string Kind(bool right, int used) => right ? "user.signed_in" : used >= Tries.Most ? "user.sign_in_locked" : "user.sign_in_refused";
}
