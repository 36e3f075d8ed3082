using Assay.Organizations;
using Assay.Scim;
using Microsoft.EntityFrameworkCore;

namespace Assay.Members;

/// <summary>Takes a person out of the organisation: roles end with the next request, what they did stays under their name.</summary>
/// <remarks>Each request looks at the membership, so there is no session to hunt for.</remarks>
public sealed class EndMembership(IdentityDb db, TimeProvider clock)
{
    public abstract record Outcome
    {
        public sealed record Ended : Outcome;
        public sealed record NotFound : Outcome;
        public sealed record Refused(string Message) : Outcome;
    }

    public async Task<Outcome> RunAsync(Actor actor, bool byOwner, Guid userId, CancellationToken stop)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        await db.Database.ExecuteSqlAsync($"select 1 from organization where id = {actor.Organization.Value} for update", stop);

        if (await db.Memberships.FirstOrDefaultAsync(m => m.OrganizationId == actor.Organization.Value && m.UserId == userId && m.EndedAt == null, stop) is not { } membership)
            return new Outcome.NotFound();

        var (owners, isOne) = await db.OwnersAsync(actor.Organization, userId, stop);
        if (userId == actor.UserId) return new Outcome.Refused("Nobody takes themselves out. Ask another manager.");
        if (isOne && !byOwner) return new Outcome.Refused("Only an owner takes out an owner.");
        if (isOne && owners == 1) return new Outcome.Refused("This is the only owner. Make somebody else one first.");

        membership.End(clock.GetUtcNow());
        await db.RoleGrants.Where(g => g.OrganizationId == actor.Organization.Value && g.UserId == userId).ExecuteDeleteAsync(stop);

        await db.EnterAsync(actor.Organization, stop);
        db.Record(actor, "member.ended", $"user/{userId:n}", new { }, clock);
        await db.MarkInactiveAsync(actor, userId, clock, stop);
        await db.SaveChangesAsync(stop);
        await transaction.CommitAsync(stop);
        return new Outcome.Ended();
    }
}
