using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Assay.Identity;

/// <summary>Replaces a person's own password, and ends their other sessions: whoever knew the old one is out.</summary>
public sealed class ChangePassword(IdentityDb db, UserManager<User> users, ConfirmPassword confirm, Tries tries, EndSessions end, TimeProvider clock)
{
    public sealed record Request
    {
        [Required(ErrorMessage = "Enter your present password."), StringLength(PasswordRule.LongestPassword)]
        public string Present { get; set; } = "";

        [Required(ErrorMessage = "Choose a new password."), StringLength(PasswordRule.LongestPassword)]
        public string New { get; set; } = "";
    }

    public abstract record Outcome
    {
        public sealed record Changed(int EndedSessions) : Outcome;
        public sealed record WrongPassword : Outcome;
        public sealed record Resting : Outcome;

        /// <summary>The person came in by a provider.</summary>
        public sealed record ByProvider : Outcome;
        public sealed record Refused(IReadOnlyList<string> Reasons) : Outcome;
    }

    public async Task<Outcome> RunAsync(Actor actor, Guid? here, Request request, CancellationToken stop)
    {
        if (await confirm.IsByProviderAsync(here, stop)) return new Outcome.ByProvider();
        if (await tries.TakeAsync(actor.UserId, stop) is null) return new Outcome.Resting();

        var user = await db.Users.SingleAsync(u => u.Id == actor.UserId, stop);
        if (!await users.CheckPasswordAsync(user, request.Present)) return new Outcome.WrongPassword();
        await tries.GiveBackAsync(actor.UserId, stop);

        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        if (await users.ChangePasswordAsync(user, request.Present, request.New) is { Succeeded: false } refused)
            return new Outcome.Refused([.. refused.Errors.Select(e => e.Description)]);

        var ended = await end.RunAsync(actor.UserId, SessionEnd.PasswordChanged, except: here, stop);
        await db.EnterAsync(actor.Organization, stop);
        db.Record(actor, "user.password_changed", actor.LedgerId, new { ended }, clock);
        await db.SaveChangesAsync(stop);
        await transaction.CommitAsync(stop);

        return new Outcome.Changed(ended);
    }
}
