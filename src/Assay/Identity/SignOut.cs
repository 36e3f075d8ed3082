using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Assay.Identity;

/// <summary>Ends a person's visit on this browser.</summary>
public sealed class SignOut(IdentityDb db, TimeProvider clock)
{
    public async Task RunAsync(Actor actor, Guid? session, CancellationToken stop)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        await db.EnterAsync(actor.Organization, stop);

        await db.Sessions.Where(s => s.Id == session).EndAllAsync(SessionEnd.SignedOut, clock.GetUtcNow(), stop);
        db.Record(actor, "user.signed_out", actor.LedgerId, new { }, clock);
        await db.SaveChangesAsync(stop);
        await transaction.CommitAsync(stop);
    }

    internal static async Task<Results<RedirectHttpResult, BadRequest>> Post(HttpContext http, IAntiforgery antiforgery, SignOut signOut, CancellationToken stop)
    {
        // Without this, any site could sign people out.
        if (!await antiforgery.IsRequestValidAsync(http)) return TypedResults.BadRequest();

        await signOut.RunAsync(http.Actor, http.User.SessionId, stop);
        await http.SignOutAsync(IdentityConstants.ApplicationScheme);
        return TypedResults.LocalRedirect(IdentityFeature.SignInPath);
    }
}
