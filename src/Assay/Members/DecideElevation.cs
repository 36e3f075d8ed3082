using Assay.Organizations;
using Microsoft.EntityFrameworkCore;

namespace Assay.Members;

/// <summary>Says yes or no to an elevation that somebody else asked for. A yes ends by itself.</summary>
public sealed class DecideElevation(IdentityDb db, TimeProvider clock)
{
    public sealed record Request(bool Approve);

    public abstract record Outcome
    {
        public sealed record Decided(DateTimeOffset? Until) : Outcome;
        public sealed record NotFound : Outcome;
        public sealed record Refused(string Rule, string Message) : Outcome;
    }

    public async Task<Outcome> RunAsync(Actor actor, bool byOwner, Guid id, Request request, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        await using var transaction = await db.Database.BeginTransactionAsync(stop);

        var asked = (await db.Elevations.FromSql($"select * from elevation where organization_id = {actor.Organization.Value} and id = {id} for update").ToListAsync(stop)).SingleOrDefault();
        if (asked is null) return new Outcome.NotFound();
        if (asked.DecidedAt is not null) return new Outcome.Refused("elevation-decided", "Somebody has decided this already.");
        if (asked.UserId == actor.UserId) return new Outcome.Refused("own-elevation", "Who asks is not who approves. Another manager has to decide.");
        if (asked.Role is Role.Owner && !byOwner) return new Outcome.Refused("owner-needed", "Only an owner lets somebody be one, even for an hour.");

        asked.Decide(actor.UserId, request.Approve, now);

        if (request.Approve)
        {
            // A second elevation to the same role replaces the first.
            await db.RoleGrants.Where(g => g.OrganizationId == actor.Organization.Value && g.UserId == asked.UserId && g.Role == asked.Role && g.Source == GrantSource.Elevation).ExecuteDeleteAsync(stop);
            db.RoleGrants.Add(new(actor.Organization, asked.UserId, asked.Role, GrantSource.Elevation, actor.UserId, now, asked.EndsAt));
        }

        await db.EnterAsync(actor.Organization, stop);
        db.Record(actor, request.Approve ? "elevation.approved" : "elevation.refused", $"elevation/{id:n}",
            new { user = $"user/{asked.UserId:n}", role = asked.Role, until = asked.EndsAt }, clock);
        await db.SaveChangesAsync(stop);
        await transaction.CommitAsync(stop);
        return new Outcome.Decided(asked.EndsAt);
    }
}
