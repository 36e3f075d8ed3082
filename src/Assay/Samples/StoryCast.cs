using System.Security.Cryptography;
using Assay.Organizations;
using Microsoft.AspNetCore.Identity;

namespace Assay.Samples;

/// <summary>The people of a story, as members of the sample company: names and roles, and nobody who could sign in.</summary>
internal sealed record StoryCast(Actor Engineer, Actor Peer, Actor Manager, Actor Steward)
{
    public static async Task<StoryCast> MakeAsync(IdentityDb db, UserManager<User> users, OrganizationId organization, TimeProvider clock, CancellationToken stop)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        List<Actor> people = [];

        foreach (var (name, role) in new[] { ("Mara Engel", Role.Contributor), ("Jonas Peer", Role.Contributor), ("Ines Marek", Role.Approver), ("Tariq Stahl", Role.Approver) })
        {
            var now = clock.GetUtcNow();
            var user = new User(Guid.CreateVersion7(now), name, $"{name.Split(' ')[0].ToLowerInvariant()}@signalshift.example", now);
            var made = await users.CreateAsync(user, RandomNumberGenerator.GetHexString(40));
            if (!made.Succeeded) throw new StartRefusedException($"The story's {name} cannot be a member: {made}");

            db.Memberships.Add(new(organization, user.Id, now));
            await db.SaveChangesAsync(stop);                // a role refers to it
            db.RoleGrants.Add(new(organization, user.Id, role, GrantSource.Founder, grantedBy: null, now));
            await db.SaveChangesAsync(stop);
            people.Add(new(organization, user.Id, name));
        }

        await transaction.CommitAsync(stop);
        return new(people[0], people[1], people[2], people[3]);
    }
}
