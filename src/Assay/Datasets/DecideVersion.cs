using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Assay.Datasets;

/// <summary>A second person approves or rejects one version of a dataset. No training run may use one that was not approved.</summary>
/// <remarks>A refusal is an entry of its own: an auditor wants to see that the rule held, not only that it exists.</remarks>
public sealed class DecideVersion(Tenancy tenancy, TimeProvider clock)
{
    public sealed record Request
    {
        public bool Approve { get; init; }

        /// <summary>Needed to reject, and to approve what the label screening flagged.</summary>
        [StringLength(DatasetDecision.MaxReasonLength)]
        public string? Reason { get; init; }
    }

    public abstract record Outcome
    {
        public sealed record Decided(DatasetApproval Approval) : Outcome;

        public sealed record NotFound : Outcome;

        /// <summary>Refused by a rule, with what it is, why it exists and what to do.</summary>
        public sealed record Refused(string Rule, string Message) : Outcome;
    }

    public async Task<Outcome> RunAsync(Actor actor, Guid datasetId, int number, Request request, CancellationToken stop)
    {
        await using var db = await tenancy.OpenAsync(actor.Organization, stop);
        if (await db.Set<Dataset>().AsNoTracking().FirstOrDefaultAsync(d => d.Id == datasetId, stop) is not { } dataset) return new Outcome.NotFound();
        if (await db.Set<DatasetVersion>().AsNoTracking().FirstOrDefaultAsync(v => v.DatasetId == datasetId && v.Number == number, stop) is not { } version) return new Outcome.NotFound();
        var decided = await db.Set<DatasetDecision>().AnyAsync(d => d.VersionId == version.Id, stop);

        if ((decided ? Twice : Refuse(actor, dataset, version, request)) is { } refused)
        {
            db.Record(actor, "dataset.decision_refused", dataset.Subject, new { version = number, digest = version.Digest, rule = refused.Rule });
            await db.CommitAsync(stop);
            return refused;
        }

        var decision = request.Approve ? DatasetApproval.Approved : DatasetApproval.Rejected;
        db.Add(new DatasetDecision
        {
            VersionId = version.Id,
            RegisteredBy = version.RegisteredBy,
            DecidedBy = actor.UserId,
            Decision = decision,
            Reason = request.Reason?.Trim() ?? "",
            DecidedAt = clock.GetUtcNow(),
        });
        db.Record(actor, request.Approve ? "dataset.version_approved" : "dataset.version_rejected", dataset.Subject, new { version = number, label = version.Label, digest = version.Digest });

        try
        {
            await db.CommitAsync(stop);
            return new Outcome.Decided(decision);
        }
        catch (DbUpdateException failure) when (failure.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            return Twice;
        }
    }

    private static Outcome.Refused Twice { get; } = new("already-decided", "This version was decided upon before. A decision stands; register another version to decide anew.");

    private static Outcome.Refused? Refuse(Actor actor, Dataset dataset, DatasetVersion version, Request request) =>
        actor.IsService ? new("person-needed", "A program proposes; a person disposes. Ask a member of your organisation to decide.")
        : version.RegisteredBy == actor.UserId ? new("registrant-may-not-approve", "Who registers is not who approves: you registered this version. One person alone could otherwise train on anything unseen. Ask another member of your organisation.")
        : string.IsNullOrWhiteSpace(request.Reason) && (!request.Approve || version.Flagged) ? new("reason-missing", request.Approve ? "The label screening flagged this version. Say why its labels may be trusted all the same." : "Say why it is rejected: its people will ask what to mend.")
        : !request.Approve ? null
        : dataset.Source.Length == 0 || dataset.Licence.Length == 0 ? new("source-or-licence-missing", "Its source and licence are not both recorded, and nobody may learn from data of unknown origin. Fill them in first.")
        : dataset.TrainingUse is TrainingUse.Forbidden ? new("licence-forbids", $"Its licence, {dataset.Licence}, forbids training. Reject this version, or correct the record if it is wrong.")
        : null;
}
