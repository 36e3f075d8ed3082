using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using Microsoft.EntityFrameworkCore;

namespace Assay.Identity;

/// <summary>The second half of a sign-in: a code of the app, or one of the recovery codes.</summary>
public sealed class ProveSecondFactor(IdentityDb db, FactorSecrets secrets, Tries tries, SignIn signIn, OpenSession open, TimeProvider clock)
{
    public sealed record Request
    {
        [Required(ErrorMessage = "Enter the code."), StringLength(64)]
        public string Code { get; set; } = "";
    }

    public abstract record Outcome
    {
        public sealed record Passed : Outcome;
        public sealed record Wrong : Outcome;
        public sealed record Resting : Outcome;
        public sealed record StartAgain : Outcome;
    }

    /// <summary>Whoever is half in; null for everybody else.</summary>
    public Task<User?> WhoAsync(ClaimsPrincipal half, CancellationToken stop) => SignInSteps.HalfOf(half, db, stop);

    public async Task<Outcome> RunAsync(ClaimsPrincipal half, Request request, CancellationToken stop)
    {
        if (await SignInSteps.HalfOf(half, db, stop) is not { } user || await EnteredOrganization.OfAsync(db, user, clock.GetUtcNow(), stop) is not { } organization) return new Outcome.StartAgain();
        if (await tries.TakeAsync(user.Id, stop) is not { } used) return new Outcome.Resting();

        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        var proof = await ProofOfAsync(user, request.Code, stop);

        if (proof is { } right)
        {
            await tries.ForgetAsync(user.Id, stop);
            await open.RunAsync(user, organization, right, stop);
        }
        else
        {
            await signIn.RefuseAsync(new(organization, user.Id, user.Name), used, stop);
        }

        await transaction.CommitAsync(stop);
        return proof is null ? new Outcome.Wrong() : new Outcome.Passed();
    }

    /// <summary>Either is used up by the very statement that looks for it, so that two who send it at once are one too many.</summary>
    private async Task<Proof?> ProofOfAsync(User user, string typed, CancellationToken stop)
    {
        var code = new string([.. typed.Where(char.IsAsciiLetterOrDigit)]);
        var now = clock.GetUtcNow();

        if (code.Length != Totp.Digits)
        {
            var hash = RecoveryCode.HashOf(code);
            return await db.RecoveryCodes.Where(c => c.UserId == user.Id && c.Hash == hash && c.UsedAt == null).ExecuteUpdateAsync(c => c.SetProperty(r => r.UsedAt, now), stop) == 1
                ? Proof.RecoveryCode
                : null;
        }

        return await db.Authenticators.AsNoTracking().SingleOrDefaultAsync(a => a.UserId == user.Id, stop) is { } app
            && Totp.StepOf(secrets.Open(user.Id, app.SealedSecret), code, now) is { } step
            && await db.Authenticators.Where(a => a.UserId == user.Id && a.LastStep < step).ExecuteUpdateAsync(a => a.SetProperty(r => r.LastStep, step), stop) == 1
                ? Proof.Authenticator
                : null;
    }
}
