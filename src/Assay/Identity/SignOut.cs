using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;

namespace Assay.Identity;

/// <summary>Ends a person's visit on this browser.</summary>
public sealed class SignOut(Tenancy tenancy, SignInManager<User> signIn)
{
    public async Task RunAsync(Actor actor, CancellationToken stop)
    {
        await using var db = await tenancy.OpenAsync(actor.Organization, stop);

        db.Record(actor, "user.signed_out", actor.LedgerId, new { });
        await db.CommitAsync(stop);
        await signIn.SignOutAsync();
    }

    internal static async Task<Results<RedirectHttpResult, BadRequest>> Post(HttpContext http, IAntiforgery antiforgery, SignOut signOut, CancellationToken stop)
    {
        // Without this, any site could sign people out.
        if (!await antiforgery.IsRequestValidAsync(http)) return TypedResults.BadRequest();

        await signOut.RunAsync(http.Actor, stop);
        return TypedResults.LocalRedirect(IdentityFeature.SignInPath);
    }
}
