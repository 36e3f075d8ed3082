using Microsoft.EntityFrameworkCore;

namespace Assay.Identity;

/// <summary>Ends a person's sessions, everywhere and at once: their next request on any server finds the door shut.</summary>
/// <remarks>Part of the caller's transaction where there is one; the caller records why in the ledger.</remarks>
public sealed class EndSessions(IdentityDb db, TimeProvider clock)
{
    /// <param name="except">The one in which the person asks for it, where it is they who ask.</param>
    /// <returns>How many were open.</returns>
    public Task<int> RunAsync(Guid userId, SessionEnd because, Guid? except, CancellationToken stop) =>
        db.Sessions.Where(s => s.UserId == userId && s.Id != except).EndAllAsync(because, clock.GetUtcNow(), stop);
}

internal static class SessionEnding
{
    extension(IQueryable<Session> sessions)
    {
        public Task<int> EndAllAsync(SessionEnd because, DateTimeOffset now, CancellationToken stop) => sessions
            .Where(s => s.EndedAt == null)
            .ExecuteUpdateAsync(s => s.SetProperty(e => e.EndedAt, now).SetProperty(e => e.EndedBecause, because), stop);
    }
}
