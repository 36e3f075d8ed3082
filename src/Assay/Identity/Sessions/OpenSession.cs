using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Assay.Identity;

/// <summary>Lets a person in on this browser, once they have shown who they are.</summary>
/// <remarks>
/// Part of the caller's transaction. Always a new session: one that the browser brought along is ended, so that nobody can
/// have planted it.
/// </remarks>
public sealed class OpenSession(IdentityDb db, IHttpContextAccessor current, TimeProvider clock)
{
    /// <param name="entry">What the organisation's ledger is told; not yet a sign-in where half of it is still to come.</param>
    public async Task RunAsync(User user, OrganizationId organization, Proof proof, CancellationToken stop, string entry = "user.signed_in")
    {
        var http = current.HttpContext ?? throw new InvalidOperationException("A session is opened in answer to a browser.");
        var now = clock.GetUtcNow();

        await MakeRoomAsync(user, http.User.SessionId, now, stop);

        var session = db.Sessions.Add(new(user.Id, organization, proof, BrowserWords.Of(http.Request.Headers.UserAgent), now)).Entity;
        await db.EnterAsync(organization, stop);
        db.Record(new Actor(organization, user.Id, user.Name), entry, $"user/{user.Id:n}", new { by = proof.Words }, clock);
        await db.SaveChangesAsync(stop);
        await http.SignInAsync(IdentityConstants.ApplicationScheme, new(new ClaimsIdentity([new(SessionClaims.Session, session.Id.ToString())], IdentityConstants.ApplicationScheme)));
    }

    private async Task MakeRoomAsync(User user, Guid? before, DateTimeOffset now, CancellationToken stop)
    {
        await db.Sessions.Where(s => s.UserId == user.Id && s.OpenedAt < now - Session.Longest - Session.KeptAfterwards).ExecuteDeleteAsync(stop);
        await db.Sessions.Where(s => s.Id == before).EndAllAsync(SessionEnd.Replaced, now, stop);

        var kept = db.Sessions.Where(s => s.UserId == user.Id && s.EndedAt == null).OrderByDescending(s => s.OpenedAt).Take(Session.MostOpen - 1).Select(s => s.Id);
        await db.Sessions.Where(s => s.UserId == user.Id && !kept.Contains(s.Id)).EndAllAsync(SessionEnd.TooMany, now, stop);
    }
}
