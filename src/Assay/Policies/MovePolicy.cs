using Assay.Catalog.Policies;
using Microsoft.EntityFrameworkCore;

namespace Assay.Policies;

public enum PolicyStep
{
    Review,
    Approve,
    Publish,
    Retire,
}

/// <summary>Moves a policy one step on: to review, approval, publication or retirement.</summary>
/// <remarks>
/// Who writes is not who approves, and nothing is published that still has a hole in it. A refusal is an entry of its own:
/// an auditor will want to see that the rule held, not only that it exists.
/// </remarks>
public sealed class MovePolicy(Tenancy tenancy, TimeProvider clock)
{
    public sealed record Request
    {
        public PolicyStep Step { get; init; }

        /// <summary>The version that the person saw.</summary>
        public int Number { get; init; }

        /// <summary>Needed to retire.</summary>
        public string? Reason { get; init; }
    }

    /// <summary>Whoever may write may ask for a review; the rest is the second person's.</summary>
    public static Permission NeededFor(PolicyStep step) => step is PolicyStep.Review ? Permission.WritePolicies : Permission.ApprovePolicies;

    public abstract record Outcome
    {
        public sealed record Moved(PolicyStatus Status) : Outcome;

        public sealed record NotFound : Outcome;

        /// <summary>Another version is the latest by now; nothing was changed.</summary>
        public sealed record Overtaken(int Latest) : Outcome;

        /// <summary>Refused by a rule, with what it is, why it exists and what to do.</summary>
        public sealed record Refused(string Rule, string Message) : Outcome;

        /// <summary>Placeholders that nobody filled in, each with its line.</summary>
        public sealed record Unresolved(IReadOnlyList<Catalog.Policies.Unresolved> Open) : Outcome;
    }

    public async Task<Outcome> RunAsync(Actor actor, string policyId, Request request, CancellationToken stop)
    {
        var outcome = await TryAsync(actor, policyId, request, stop);

        if (outcome is Outcome.Refused or Outcome.Unresolved)
        {
            await using var db = await tenancy.OpenAsync(actor.Organization, stop);
            db.Record(actor, "policy.refused", CompanyPolicy.SubjectOf(policyId), new
            {
                policy = policyId,
                version = request.Number,
                step = request.Step,
                rule = outcome is Outcome.Refused refused ? refused.Rule : "placeholder-unresolved",
                open = outcome is Outcome.Unresolved { Open: var open } ? open.Select(o => $"{o.Name}:{o.Line}").Take(50).ToArray() : [],
            });
            await db.CommitAsync(stop);
        }

        return outcome;
    }

    private async Task<Outcome> TryAsync(Actor actor, string policyId, Request request, CancellationToken stop)
    {
        await using var db = await tenancy.OpenAsync(actor.Organization, stop);
        if (await db.Set<CompanyPolicy>().FirstOrDefaultAsync(p => p.PolicyId == policyId, stop) is not { } policy) return new Outcome.NotFound();
        if (policy.Latest != request.Number) return new Outcome.Overtaken(policy.Latest);

        var version = await db.Set<PolicyVersion>().AsNoTracking().SingleAsync(v => v.PolicyId == policyId && v.Number == policy.Latest, stop);
        if (PolicyRules.Refuse(policy, version, actor, request) is { } refusal) return refusal;

        Apply(db, actor, policy, version, request);

        try
        {
            await db.CommitAsync(stop);
            return new Outcome.Moved(policy.Status);
        }
        catch (DbUpdateException failure) when (failure is DbUpdateConcurrencyException || failure.IsDuplicate)
        {
            return new Outcome.Overtaken(request.Number);
        }
    }

    private void Apply(AssayDb db, Actor actor, CompanyPolicy policy, PolicyVersion version, Request request)
    {
        var now = clock.GetUtcNow();

        switch (request.Step)
        {
            case PolicyStep.Review:
                policy.SendToReview();
                db.Record(actor, "policy.sent_to_review", policy.Subject, new { policy = policy.PolicyId, version = version.Number });
                break;
            case PolicyStep.Approve:
                policy.Approve();
                db.Add(new PolicyApproval { PolicyId = policy.PolicyId, Number = version.Number, WrittenBy = version.WrittenBy, ApprovedBy = actor.UserId, ApprovedAt = now });
                db.Record(actor, "policy.approved", policy.Subject, new { policy = policy.PolicyId, version = version.Number, written_by = $"user/{version.WrittenBy:n}" });
                break;
            case PolicyStep.Publish:
                var before = policy.InForce;
                policy.Publish(now);
                db.Record(actor, "policy.published", policy.Subject, new { policy = policy.PolicyId, version = version.Number, replaces = before });
                break;
            default:
                policy.Retire(request.Reason!.Trim());
                db.Record(actor, "policy.retired", policy.Subject, new { policy = policy.PolicyId, version = version.Number });
                break;
        }
    }
}
