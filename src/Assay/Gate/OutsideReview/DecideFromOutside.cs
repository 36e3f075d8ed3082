using System.ComponentModel.DataAnnotations;
using Assay.Models;
using Microsoft.EntityFrameworkCore;

namespace Assay.Gate;

/// <summary>An outside reviewer's own yes or no to the one version that their link opens.</summary>
public sealed class DecideFromOutside(Tenancy tenancy, JudgeVersion judge, Sealing sealing)
{
    public sealed record Request
    {
        /// <summary>The address to which the link was sent; whoever found it elsewhere does not know it.</summary>
        [Required(ErrorMessage = "Enter the e-mail address at which you were asked."), StringLength(254)]
        public string Email { get; set; } = "";

        [Required(ErrorMessage = "Choose yes or no.")]
        public bool? Approve { get; set; }

        [Required(ErrorMessage = "Say what you looked at."), StringLength(2000)]
        public string Note { get; set; } = "";
    }

    public enum Outcome
    {
        Decided,

        /// <summary>Wrong, used, withdrawn or expired, which look alike.</summary>
        Closed,
        WrongAddress,
        GivenMeanwhile,
    }

    /// <returns>What the link opens: the reviewer and the gate's report of the one version; null for a link that does not open.</returns>
    public async Task<(OutsideReviewer Reviewer, GateReport Report)?> OpenAsync(OrganizationId organization, Guid id, string secret, CancellationToken stop)
    {
        await using var db = await tenancy.OpenAsync(organization, stop);
        var digest = LinkSecret.DigestOf(secret);
        var reviewer = await db.Set<OutsideReviewer>().AsNoTracking().FirstOrDefaultAsync(r => r.Id == id && r.SecretDigest == digest, stop);
        if (reviewer?.IsOpen(db.Clock.GetUtcNow()) is not true) return null;

        return await judge.RunAsync(organization, reviewer.ModelId, reviewer.Number, GateOptions.Production, stop) is { } report ? (reviewer, report) : null;
    }

    public async Task<Outcome> RunAsync(OrganizationId organization, Guid id, string secret, Request request, CancellationToken stop)
    {
        await using var db = await tenancy.OpenAsync(organization, stop);
        var now = db.Clock.GetUtcNow();
        var digest = LinkSecret.DigestOf(secret);
        if (await db.Set<OutsideReviewer>().FirstOrDefaultAsync(r => r.Id == id && r.SecretDigest == digest, stop) is not { } reviewer || !reviewer.IsOpen(now)) return Outcome.Closed;
        if (!string.Equals(reviewer.Email, request.Email.Trim(), StringComparison.OrdinalIgnoreCase)) return Outcome.WrongAddress;
        if (await db.Set<ModelVersion>().AsNoTracking().FirstOrDefaultAsync(v => v.ModelId == reviewer.ModelId && v.Number == reviewer.Number && v.DeletedAt == null, stop) is not { } version) return Outcome.Closed;

        var approved = request.Approve is true;
        (reviewer.EndedAt, reviewer.Approved, reviewer.Note) = (now, approved, request.Note.Trim());
        var (rules, _) = await RulesInForce.ReadAsync(db, version.ModelId, GateOptions.Production, stop);

        if (approved) db.Add(new VersionApproval
        {
            ModelId = version.ModelId,
            Number = version.Number,
            Environment = GateOptions.Production,
            Kind = reviewer.Kind,
            Author = version.Author,
            ApprovedBy = reviewer.Id,
            Outside = true,
            Note = reviewer.Note,
            RulesDigest = rules.Digest,
            ApprovedAt = now,
        });
        db.Add(LedgerEntry.Of(organization, reviewer.LedgerId, approved ? "model.approved" : "model.review_declined", version.Subject, new
        {
            model = version.Name,
            version = version.Number,
            environment = GateOptions.Production,
            kind = reviewer.Kind,
            outside = true,
            note = await sealing.NoteAsync(db, version.Subject, reviewer.Note, stop),
            rules_digest = rules.Digest,
        }, db.Clock));

        try
        {
            await db.CommitAsync(stop);
            return Outcome.Decided;
        }
        catch (DbUpdateException failure) when (failure is DbUpdateConcurrencyException || failure.IsDuplicateModel)
        {
            return Outcome.GivenMeanwhile;
        }
    }
}
