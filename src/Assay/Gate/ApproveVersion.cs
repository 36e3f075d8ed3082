using System.ComponentModel.DataAnnotations;
using Assay.Models;
using Microsoft.EntityFrameworkCore;

namespace Assay.Gate;

/// <summary>A peer's review or a manager's sign-off of one version. The rules stand here and in the database both.</summary>
public sealed class ApproveVersion(Tenancy tenancy, Sealing sealing)
{
    public sealed record Request
    {
        [EnumDataType(typeof(ApprovalKind))]
        public ApprovalKind Kind { get; init; }

        /// <summary>What one looked at.</summary>
        [StringLength(2000)]
        public string Note { get; init; } = "";
    }

    public abstract record Outcome
    {
        public sealed record Approved : Outcome;

        public sealed record NotFound : Outcome;

        /// <summary>Refused by a rule, with what it is and what to do.</summary>
        public sealed record Refused(string Rule, string Message) : Outcome;
    }

    public async Task<Outcome> RunAsync(Actor actor, string name, int number, Request request, CancellationToken stop)
    {
        var (outcome, subject) = await TryAsync(actor, name, number, request, stop);

        if (outcome is Outcome.Refused refused)
        {
            await using var db = await tenancy.OpenAsync(actor.Organization, stop);
            db.Record(actor, "model.approval_refused", subject, new { model = name, version = number, kind = request.Kind, rule = refused.Rule });
            await db.CommitAsync(stop);
        }

        return outcome;
    }

    private async Task<(Outcome Outcome, string Subject)> TryAsync(Actor actor, string name, int number, Request request, CancellationToken stop)
    {
        await using var db = await tenancy.OpenAsync(actor.Organization, stop);
        if (await db.HoldModelAsync(name, stop) is not { } model || await db.VersionAsync(name, number, stop) is not { } version) return (new Outcome.NotFound(), "");

        var given = await db.Set<VersionApproval>().AsNoTracking()
            .Where(a => a.ModelId == model.Id && a.Number == number && a.Environment == GateOptions.Production).ToListAsync(stop);
        if (Refuse(actor, version, given, request.Kind) is { } refusal) return (refusal, version.Subject);

        var (rules, _) = await RulesInForce.ReadAsync(db, model.Id, GateOptions.Production, stop);
        var approval = new VersionApproval
        {
            ModelId = model.Id,
            Number = number,
            Environment = GateOptions.Production,
            Kind = request.Kind,
            Author = version.Author,
            ApprovedBy = actor.UserId,
            Note = request.Note.Trim(),
            RulesDigest = rules.Digest,
            ApprovedAt = db.Clock.GetUtcNow(),
        };

        db.Add(approval);
        db.Record(actor, "model.approved", version.Subject, new { model = name, version = number, environment = approval.Environment, kind = request.Kind, note = await sealing.NoteAsync(db, version.Subject, approval.Note, stop), rules_digest = rules.Digest });
        await db.CommitAsync(stop);
        return (new Outcome.Approved(), version.Subject);
    }

    private static Outcome.Refused? Refuse(Actor actor, ModelVersion version, List<VersionApproval> given, ApprovalKind kind) =>
        actor.IsService ? new("approval-needs-a-person", "A program may propose and record; it never approves.")
        : version.Author == actor.UserId ? new("author-may-not-approve", "Whoever registered a version may not approve it: nobody sees their own mistakes as well as somebody else does. Ask a colleague.")
        : given.Any(a => a.Kind == kind) ? new("approved-already", $"Version {version.Number} has this approval already.")
        : given.Any(a => a.ApprovedBy == actor.UserId) ? new("one-person-one-approval", "You gave the other approval. Two people look at a version, so somebody else gives this one.")
        : version.State is ModelState.Retired ? new("version-retired", "A retired version is not approved any more.")
        : null;
}
