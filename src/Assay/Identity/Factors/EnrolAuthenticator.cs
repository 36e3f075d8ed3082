using System.ComponentModel.DataAnnotations;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;

namespace Assay.Identity;

/// <summary>Adds an authenticator app, once it has shown a right code. One that was there before is replaced.</summary>
/// <remarks>Until then the secret travels sealed in the form, so that nothing half done lies in the database.</remarks>
public sealed class EnrolAuthenticator(IdentityDb db, FactorSecrets secrets, ConfirmPassword confirm, FinishEnrolment finish, Tries tries, TimeProvider clock)
{
    public sealed record Request
    {
        [Required]
        public string Sealed { get; set; } = "";

        [Required(ErrorMessage = "Enter the six digits that the app shows."), StringLength(16)]
        public string Code { get; set; } = "";

        /// <summary>Asked for as <see cref="ConfirmPassword"/> says.</summary>
        [StringLength(PasswordRule.LongestPassword)]
        public string? Password { get; set; }
    }

    /// <param name="Secret">For whoever cannot scan, in groups of four.</param>
    /// <param name="Address">What the picture says.</param>
    public sealed record Offer(string Sealed, string Secret, string Address);

    public abstract record Outcome
    {
        /// <param name="Codes">Recovery codes, where these are the first; shown now and never again.</param>
        public sealed record Enrolled(IReadOnlyList<string> Codes) : Outcome;
        public sealed record WrongCode : Outcome;
        public sealed record Stale : Outcome;
        public sealed record Unconfirmed(string Why) : Outcome;
        public sealed record Resting : Outcome;
    }

    public async Task<Offer> OfferAsync(Actor actor, string? before, CancellationToken stop)
    {
        var secret = (before is null ? null : secrets.OpenOffer(actor.UserId, before)) ?? Totp.NewSecret();
        var email = await db.Users.Where(u => u.Id == actor.UserId).Select(u => u.Email).SingleAsync(stop);
        var text = Base32.Of(secret);

        return new(secrets.SealOffer(actor.UserId, secret), string.Join(' ', text.Chunk(4).Select(g => new string(g))),
            $"otpauth://totp/Assay:{Uri.EscapeDataString(email ?? actor.Name)}?secret={text}&issuer=Assay&algorithm=SHA1&digits={Totp.Digits}&period={Totp.StepSeconds}");
    }

    public async Task<Outcome> RunAsync(Actor actor, Guid? session, Request request, CancellationToken stop)
    {
        if (secrets.OpenOffer(actor.UserId, request.Sealed) is not { } secret) return new Outcome.Stale();
        if (await confirm.RefuseNewAsync(actor.UserId, session, request.Password, stop) is { } why) return new Outcome.Unconfirmed(why);
        if (await tries.TakeAsync(actor.UserId, stop) is null) return new Outcome.Resting();
        if (Totp.StepOf(secret, request.Code.Replace(" ", "", StringComparison.Ordinal), clock.GetUtcNow()) is not { } step) return new Outcome.WrongCode();

        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        await tries.GiveBackAsync(actor.UserId, stop);
        await db.Authenticators.Where(a => a.UserId == actor.UserId).ExecuteDeleteAsync(stop);
        db.Authenticators.Add(new(actor.UserId, secrets.Seal(actor.UserId, secret), step, clock.GetUtcNow()));

        var codes = await finish.RunAsync(actor, session, Proof.Authenticator, "user.authenticator_enrolled", stop);
        await transaction.CommitAsync(stop);

        return new Outcome.Enrolled(codes);
    }
}
