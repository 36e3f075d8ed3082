using Assay.People;
using Microsoft.EntityFrameworkCore;

namespace Assay.Access;

/// <summary>Compares who can sign in with who works here, as of now.</summary>
public sealed class ReviewAccess(Tenancy tenancy, TimeProvider clock)
{
    public sealed record Result(int Systems, int Accounts, int People, IReadOnlyList<AccessFinding> Findings)
    {
        public int Count(AccessFindingKind kind) => Findings.Count(f => f.Kind == kind);
    }

    public async Task<Result> RunAsync(Actor actor, CancellationToken stop)
    {
        await using var db = await tenancy.OpenAsync(actor.Organization, stop);

        var people = await db.Set<Person>().AsNoTracking().ToListAsync(stop);
        var active = await db.Set<Account>().AsNoTracking().Where(a => a.Status == AccountStatus.Active).ToListAsync(stop);

        return new(
            await db.Set<InformationSystem>().CountAsync(stop),
            await db.Set<Account>().CountAsync(stop),
            people.Count,
            AccessFindings.Of(people, active, clock.Today));
    }
}
