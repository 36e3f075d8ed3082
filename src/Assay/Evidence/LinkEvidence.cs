using Assay.Catalog;
using Microsoft.EntityFrameworkCore;

namespace Assay.Evidence;

/// <summary>Says which controls and criteria an item serves. One item may serve many.</summary>
public sealed class LinkEvidence(Tenancy tenancy, CatalogLibrary catalog)
{
    /// <param name="Controls">All of them: what is left out is taken away.</param>
    public sealed record Request(IReadOnlyList<string> Controls, IReadOnlyList<string> Criteria);

    public abstract record Outcome
    {
        public sealed record Saved : Outcome;

        public sealed record NotFound : Outcome;

        public sealed record Refused(IReadOnlyList<FormError> Errors) : Outcome;
    }

    public async Task<Outcome> RunAsync(Actor actor, Guid id, Request request, CancellationToken stop)
    {
        List<FormError> errors = [.. request.Controls.Where(c => !catalog.Controls.TryGet(c, out _)).Select(c => new FormError("Form.Controls", $"There is no control '{c}'.")),
            .. request.Criteria.Where(c => !catalog.Criteria.TryGet(c, out _)).Select(c => new FormError("Form.Criteria", $"There is no criterion '{c}'."))];
        if (request.Controls.Count + request.Criteria.Count == 0) errors.Add(new("Form.Controls", "Name at least one control or criterion that it serves."));
        if (errors.Count > 0) return new Outcome.Refused(errors);

        await using var db = await tenancy.OpenAsync(actor.Organization, stop);
        if (await db.Set<EvidenceItem>().FirstOrDefaultAsync(e => e.Id == id, stop) is not { } item) return new Outcome.NotFound();

        var controls = await db.Set<EvidenceControl>().Where(l => l.EvidenceId == id).ToListAsync(stop);
        var criteria = await db.Set<EvidenceCriterion>().Where(l => l.EvidenceId == id).ToListAsync(stop);
        db.RemoveRange(controls.Where(l => !request.Controls.Contains(l.ControlId)));
        db.RemoveRange(criteria.Where(l => !request.Criteria.Contains(l.CriterionId)));
        db.AddRange(request.Controls.Distinct().Except(controls.Select(l => l.ControlId)).Select(c => new EvidenceControl { EvidenceId = id, ControlId = c }));
        db.AddRange(request.Criteria.Distinct().Except(criteria.Select(l => l.CriterionId)).Select(c => new EvidenceCriterion { EvidenceId = id, CriterionId = c }));
        item.Version++;                                     // two people who relink at once: the second is refused rather than mixed in

        db.Record(actor, "evidence.relinked", item.Subject, new { controls = request.Controls, criteria = request.Criteria });
        await db.CommitAsync(stop);
        return new Outcome.Saved();
    }
}
