using System.ComponentModel.DataAnnotations;
using Assay.Catalog;
using Microsoft.EntityFrameworkCore;

namespace Assay.Evidence;

/// <summary>Accepts a version, or returns it with a reason. Before that it counts for nothing.</summary>
/// <remarks>Who adds is not who reviews. A refusal by that rule is an entry of its own: an auditor wants to see that it held.</remarks>
public sealed class ReviewEvidence(Tenancy tenancy, CatalogLibrary catalog, TimeProvider clock)
{
    public sealed record Request
    {
        /// <summary>The version that the reviewer saw.</summary>
        public int Number { get; init; }

        public bool Accept { get; init; }

        /// <summary>Needed to return it.</summary>
        [StringLength(2000)]
        public string? Reason { get; init; }
    }

    public abstract record Outcome
    {
        public sealed record Reviewed(EvidenceStatus Status) : Outcome;

        public sealed record NotFound : Outcome;

        /// <summary>Somebody reviewed it, or added a version, at the same moment; nothing was changed.</summary>
        public sealed record Overtaken : Outcome;

        public sealed record ReasonMissing : Outcome;

        public sealed record Refused(string Rule, string Message) : Outcome;
    }

    public async Task<Outcome> RunAsync(Actor actor, Guid id, Request request, CancellationToken stop)
    {
        if (!request.Accept && string.IsNullOrWhiteSpace(request.Reason)) return new Outcome.ReasonMissing();

        await using var db = await tenancy.OpenAsync(actor.Organization, stop);
        if (await db.Set<EvidenceItem>().FirstOrDefaultAsync(e => e.Id == id, stop) is not { } item) return new Outcome.NotFound();
        if (await db.Set<EvidenceVersion>().AsNoTracking().FirstOrDefaultAsync(v => v.EvidenceId == id && v.Number == request.Number, stop) is not { } version) return new Outcome.NotFound();
        if (Refuse(actor, version) is { } refusal)
        {
            db.Record(actor, "evidence.review_refused", item.Subject, new { number = version.Number, rule = refusal.Rule });
            await db.CommitAsync(stop);
            return refusal;
        }

        var round = await db.Set<EvidenceReview>().CountAsync(r => r.EvidenceId == id && r.Number == version.Number, stop) + 1;
        db.Add(new EvidenceReview
        {
            EvidenceId = id,
            Number = version.Number,
            Round = round,
            AddedBy = version.AddedBy,
            Accepted = request.Accept,
            Reason = request.Reason?.Trim() ?? "",
            ReviewedBy = actor.UserId,
            ReviewedAt = clock.GetUtcNow(),
        });
        var counted = await CountedAsync(db, version, request.Accept, stop);
        item.Review(version, request.Accept, counted, counted is null ? null : EvidenceAges.StaleAfter(catalog, item.TypeId, item.Kind, counted.CoversFrom, counted.CoversTo));
        db.Record(actor, request.Accept ? "evidence.accepted" : "evidence.returned", item.Subject, new { number = version.Number, digest = version.Digest, round });

        try
        {
            await db.CommitAsync(stop);
            return new Outcome.Reviewed(item.Status);
        }
        catch (DbUpdateException failure) when (failure is DbUpdateConcurrencyException || failure.IsDuplicate)
        {
            return new Outcome.Overtaken();
        }
    }

    private static async Task<EvidenceVersion?> CountedAsync(AssayDb db, EvidenceVersion reviewed, bool accepted, CancellationToken stop)
    {
        var others = await db.AcceptedVersions().Where(v => v.EvidenceId == reviewed.EvidenceId && v.Number != reviewed.Number).OrderByDescending(v => v.Number).FirstOrDefaultAsync(stop);
        return accepted && reviewed.Number > (others?.Number ?? 0) ? reviewed : others;
    }

    private static Outcome.Refused? Refuse(Actor actor, EvidenceVersion version) =>
        actor.IsService ? new("program-may-not-review", "A program may file evidence and never reviews it; a person does.")
        : actor.UserId == version.AddedBy ? new("adder-may-not-review", "Who adds evidence is not who reviews it: two people see more than one. Ask a colleague who may review.")
        : null;
}
