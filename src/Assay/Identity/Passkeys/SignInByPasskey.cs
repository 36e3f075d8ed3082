using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Assay.Identity;

/// <summary>Lets a person in by a passkey, which is two factors in one: the device, and the finger, face or PIN that it asks for.</summary>
/// <remarks>There is nothing to guess, so it works also while wrong passwords have put the account to rest.</remarks>
public sealed class SignInByPasskey(IdentityDb db, UserManager<User> users, IPasskeyHandler<User> handler, PasskeyCeremony ceremony, OpenSession open, TimeProvider clock)
{
    public const string Refusal = "The passkey was not accepted. If this page was open for long, try again now; otherwise use another way, and the provider where your organisation lets in by nothing else.";

    /// <param name="user">Whoever has proved a password already; null for a stranger, whose passkey says who they are.</param>
    public async Task<PasskeyCeremony.Question> AskAsync(User? user, HttpContext http)
    {
        // The framework says that a stranger is null, and its signature that nobody is.
        var asked = await handler.MakeRequestOptionsAsync(user!, http);
        return new(asked.RequestOptionsJson, ceremony.Seal(PasskeyCeremony.Get, asked.AssertionState ?? ""));
    }

    /// <returns>Whether the person is in.</returns>
    public async Task<bool> RunAsync(PasskeyAnswer answer, HttpContext http, CancellationToken stop)
    {
        if (ceremony.Open(PasskeyCeremony.Get, answer.State) is not { } state) return false;

        var result = await handler.PerformAssertionAsync(new() { HttpContext = http, CredentialJson = answer.Credential, AssertionState = state });
        if (!result.Succeeded || await EnteredOrganization.OfAsync(db, result.User, clock.GetUtcNow(), stop) is not { } organization) return false;

        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        if (!await SpendAsync(state, stop)) return false;

        await users.AddOrUpdatePasskeyAsync(result.User, result.Passkey);          // how often it was used, by which a copy shows
        await open.RunAsync(result.User, organization, Proof.Passkey, stop);
        await transaction.CommitAsync(stop);

        return true;
    }

    /// <summary>The same answer does not open twice, whoever recorded it.</summary>
    private async Task<bool> SpendAsync(string state, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(state));

        await db.Database.ExecuteSqlAsync($"delete from spent_challenge where spent_at < {now - (2 * PasskeyCeremony.Lifetime)}", stop);
        return await db.Database.ExecuteSqlAsync($"insert into spent_challenge (hash, spent_at) values ({hash}, {now}) on conflict do nothing", stop) == 1;
    }
}
