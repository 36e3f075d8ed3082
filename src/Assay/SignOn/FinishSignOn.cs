using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Assay.SignOn;

/// <summary>Takes back whoever a provider sends: the answer must belong to the attempt in this browser, and is taken once.</summary>
public sealed partial class FinishSignOn(IdentityDb db, Discovery discovery, RedeemCode redeem, AdmitPerson admit, IDataProtectionProvider protection, TimeProvider clock, ILogger<FinishSignOn> log)
{
    /// <summary>What the provider sends back (RFC 6749 §4.1.2, RFC 9207), and what the browser kept.</summary>
    public sealed record Answer(string? State, string? Code, string? Iss, string? Error, string? Sealed, string Callback);

    public abstract record Outcome
    {
        public sealed record Admitted(string Next) : Outcome;
        public sealed record Refused(string Reason) : Outcome;
    }

    public async Task<Outcome> RunAsync(Guid organization, Answer answer, CancellationToken stop)
    {
        if (Attempt.Unseal(answer.Sealed, protection) is not { } attempt || !attempt.IsAnsweredBy(organization, answer.State, clock.GetUtcNow())) return new Outcome.Refused("not_under_way");
        if (answer.Error is not null) return new Outcome.Refused("provider_refused");
        if (answer.Code is not { Length: > 0 and <= 4096 } code) return new Outcome.Refused("not_under_way");

        // A setting that changed meanwhile is another provider.
        if (await db.Set<SignOnProvider>().AsNoTracking().SingleOrDefaultAsync(p => p.OrganizationId == organization, stop) is not { } provider || provider.Issuer != attempt.Issuer)
            return new Outcome.Refused("no_provider");

        try
        {
            var document = await discovery.DocumentAsync(provider.Issuer, stop);
            if (answer.Iss is null ? document.NamesIssuer : answer.Iss != provider.Issuer) return new Outcome.Refused("wrong_issuer");

            var person = await redeem.RunAsync(provider, attempt, code, answer.Callback, stop);
            var refused = await admit.RunAsync(provider, person, stop);
            return refused is null ? new Outcome.Admitted(attempt.Next) : new Outcome.Refused(refused);
        }
        catch (ProviderFailedException failed)
        {
            LogFailed(log, organization, failed.Message);
            await admit.RecordRefusedAsync(provider, failed.Reason, stop);
            return new Outcome.Refused(failed.Reason);
        }
    }

    internal static async Task<RedirectHttpResult> Get(
        Guid organization, string? state, string? code, string? iss, string? error, HttpContext http, FinishSignOn finish, CancellationToken stop)
    {
        var answer = new Answer(state, code, iss, error, http.Request.Cookies[Attempt.Cookie], StartSignOn.CallbackOf(http.Request, organization));
        http.Response.Cookies.Delete(Attempt.Cookie, StartSignOn.Cookie(http));        // once, whatever comes of it

        return await finish.RunAsync(organization, answer, stop) switch
        {
            Outcome.Admitted admitted => TypedResults.LocalRedirect(admitted.Next),
            Outcome.Refused refused => Refuse(refused.Reason),
            var other => throw new System.Diagnostics.UnreachableException(other.ToString()),
        };
    }

    internal static RedirectHttpResult Refuse(string reason) => TypedResults.LocalRedirect($"{SignOnFeature.ChoosePath}?refused={reason}");

    [LoggerMessage(LogLevel.Warning, "A sign-in through the provider of {Organization} failed. {Why}")]
    private static partial void LogFailed(ILogger log, Guid organization, string why);
}
