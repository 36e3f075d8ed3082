using System.Security.Cryptography;
using System.Text;
using Assay.Organizations;
using Microsoft.EntityFrameworkCore;

namespace Assay.Members;

/// <summary>Gives a member other roles. What an elevation or a directory gave is theirs to end.</summary>
public sealed class ChangeRoles(IdentityDb db, TimeProvider clock)
{
    public sealed record Request
    {
        public IReadOnlyList<Role> Roles { get; set; } = [];

        /// <summary>The last day of the roles; needed for an auditor.</summary>
        public DateOnly? Until { get; set; }

        /// <summary>The version of the roles that the caller read; null where they take any.</summary>
        public int? Version { get; set; }
    }

    public abstract record Outcome
    {
        public sealed record Changed : Outcome;
        public sealed record NotFound : Outcome;
        public sealed record Refused(IReadOnlyList<FormError> Errors) : Outcome;

        /// <summary>Somebody else changed them since they were read.</summary>
        public sealed record Stale : Outcome;
    }

    /// <summary>What a manager gave, as a number that differs where the roles or their end do.</summary>
    public static int VersionOf(IEnumerable<RoleGrant> live)
    {
        var given = live.Where(g => g.Source is GrantSource.Manager or GrantSource.Founder).Select(g => $"{g.Role} {g.Until:O}").Order(StringComparer.Ordinal);
        return BitConverter.ToInt32(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', given)))) & int.MaxValue;
    }

    public async Task<Outcome> RunAsync(Actor actor, bool byOwner, Guid userId, Request request, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        await db.Database.ExecuteSqlAsync($"select 1 from organization where id = {actor.Organization.Value} for update", stop);     // two may not take away the last owners at once

        if (!await db.Memberships.AnyAsync(m => m.OrganizationId == actor.Organization.Value && m.UserId == userId && m.EndedAt == null, stop)) return new Outcome.NotFound();

        var before = await db.RoleGrants
            .Where(g => g.OrganizationId == actor.Organization.Value && g.UserId == userId && (g.Source == GrantSource.Manager || g.Source == GrantSource.Founder)).ToListAsync(stop);
        if (request.Version is { } read && read != VersionOf(before.Where(g => g.IsLive(now)))) return new Outcome.Stale();

        var until = Until.EndOf(request.Until);
        List<FormError> errors = [.. Giving.Refuse(request.Roles, until, byOwner, now)];
        var (owners, isOne) = await db.OwnersAsync(actor.Organization, userId, stop);

        if (userId == actor.UserId) errors.Add(new("Form.Roles", "Nobody changes their own roles. Ask another manager."));
        if (isOne && !byOwner) errors.Add(new("Form.Roles", "Only an owner changes the roles of an owner."));
        if (isOne && owners == 1 && (!request.Roles.Contains(Role.Owner) || until is not null)) errors.Add(new("Form.Roles", "This is the only owner. Make somebody else one first."));
        if (errors is not []) return new Outcome.Refused(errors);

        db.RoleGrants.RemoveRange(before);
        await db.SaveChangesAsync(stop);
        db.RoleGrants.AddRange(request.Roles.Distinct().Select(role => new RoleGrant(actor.Organization, userId, role, GrantSource.Manager, actor.UserId, now, until)));

        await db.EnterAsync(actor.Organization, stop);
        db.Record(actor, "member.roles_changed", $"user/{userId:n}", new { before = before.Select(g => g.Role), after = request.Roles, until = request.Until }, clock);
        await db.SaveChangesAsync(stop);
        await transaction.CommitAsync(stop);
        return new Outcome.Changed();
    }
}
