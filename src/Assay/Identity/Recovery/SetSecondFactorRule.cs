using Microsoft.EntityFrameworkCore;

namespace Assay.Identity;

/// <summary>Decides whether every member needs a second factor, or only those whose role asks for one.</summary>
public sealed class SetSecondFactorRule(IdentityDb db, TimeProvider clock)
{
    public async Task RunAsync(Actor actor, bool forAll, CancellationToken stop)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(stop);

        var organization = await db.Organizations.SingleAsync(o => o.Id == actor.Organization.Value, stop);
        if (organization.SecondFactorForAll == forAll) return;

        organization.AskAllForSecondFactor(forAll);
        await db.EnterAsync(actor.Organization, stop);
        db.Record(actor, "organization.second_factor_rule", $"organization/{actor.Organization}", new { forAll }, clock);
        await db.SaveChangesAsync(stop);
        await transaction.CommitAsync(stop);
    }
}
