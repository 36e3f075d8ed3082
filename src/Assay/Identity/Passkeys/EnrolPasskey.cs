using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Assay.Identity;

/// <summary>Adds a passkey: a phone, a computer or a key that answers instead of a password, and asks for a finger, a face or a PIN first.</summary>
public sealed class EnrolPasskey(IdentityDb db, UserManager<User> users, IPasskeyHandler<User> handler, PasskeyCeremony ceremony, ConfirmPassword confirm, FinishEnrolment finish)
{
    public const int Most = 10;
    public const int LongestName = 60;

    public abstract record Outcome
    {
        /// <param name="Codes">Recovery codes, where this is the first factor; shown now and never again.</param>
        public sealed record Enrolled(IReadOnlyList<string> Codes) : Outcome;
        public sealed record Refused : Outcome;
        public sealed record Unconfirmed(string Why) : Outcome;
        public sealed record TooMany : Outcome;
    }

    public async Task<PasskeyCeremony.Question> AskAsync(Actor actor, HttpContext http, CancellationToken stop)
    {
        var email = await db.Users.Where(u => u.Id == actor.UserId).Select(u => u.Email).SingleAsync(stop);
        var asked = await handler.MakeCreationOptionsAsync(new() { Id = actor.UserId.ToString(), Name = email ?? actor.Name, DisplayName = actor.Name }, http);

        return new(asked.CreationOptionsJson, ceremony.Seal(PasskeyCeremony.Create, asked.AttestationState ?? ""));
    }

    public async Task<Outcome> RunAsync(Actor actor, string? name, string? password, PasskeyAnswer answer, HttpContext http, CancellationToken stop)
    {
        if (ceremony.Open(PasskeyCeremony.Create, answer.State) is not { } state) return new Outcome.Refused();
        if (await confirm.RefuseNewAsync(actor.UserId, http.User.SessionId, password, stop) is { } why) return new Outcome.Unconfirmed(why);

        var result = await handler.PerformAttestationAsync(new() { HttpContext = http, CredentialJson = answer.Credential, AttestationState = state });
        if (!result.Succeeded || result.UserEntity.Id != actor.UserId.ToString()) return new Outcome.Refused();

        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        if (await db.UserPasskeys.CountAsync(p => p.UserId == actor.UserId, stop) >= Most) return new Outcome.TooMany();

        result.Passkey.Name = name?.Trim() is { Length: > 0 and <= LongestName } chosen ? chosen : "Passkey";
        var added = await users.AddOrUpdatePasskeyAsync(await db.Users.SingleAsync(u => u.Id == actor.UserId, stop), result.Passkey);
        if (!added.Succeeded) return new Outcome.Refused();

        var codes = await finish.RunAsync(actor, http.User.SessionId, Proof.Passkey, "user.passkey_enrolled", stop);
        await transaction.CommitAsync(stop);

        return new Outcome.Enrolled(codes);
    }
}
