using Assay.Models;
using Microsoft.EntityFrameworkCore;

namespace Assay.Gate;

/// <summary>A second person's yes to proposed rules, from which moment on they hold.</summary>
public sealed class ApproveRules(Tenancy tenancy)
{
    public enum Outcome
    {
        Approved,
        NotFound,

        /// <summary>Whoever proposes rules does not approve them.</summary>
        ProposerMayNot,
        NeedsAPerson,
        ApprovedAlready,
    }

    public async Task<Outcome> RunAsync(Actor actor, string scope, int revision, CancellationToken stop)
    {
        if (actor.IsService) return Outcome.NeedsAPerson;

        await using var db = await tenancy.OpenAsync(actor.Organization, stop);
        if (await db.Set<GateRuleSet>().AsNoTracking().FirstOrDefaultAsync(r => r.Scope == scope && r.Environment == GateOptions.Production && r.Revision == revision, stop) is not { } rules) return Outcome.NotFound;

        if (rules.ProposedBy == actor.UserId)
        {
            db.Record(actor, "gate.rules_refused", rules.Subject, new { scope, revision, rule = "proposer-may-not-approve" });
            await db.CommitAsync(stop);
            return Outcome.ProposerMayNot;
        }

        db.Add(new GateRuleApproval { Scope = scope, Environment = rules.Environment, Revision = revision, ProposedBy = rules.ProposedBy, ApprovedBy = actor.UserId, ApprovedAt = db.Clock.GetUtcNow() });
        db.Record(actor, "gate.rules_approved", rules.Subject, new { scope, environment = rules.Environment, revision, digest = rules.Digest, proposed_by = $"user/{rules.ProposedBy:n}" });

        try
        {
            await db.CommitAsync(stop);
            return Outcome.Approved;
        }
        catch (DbUpdateException failure) when (failure.IsDuplicateModel)
        {
            return Outcome.ApprovedAlready;
        }
    }
}
