using System.ComponentModel.DataAnnotations;
using Assay.Models;
using Microsoft.EntityFrameworkCore;

namespace Assay.Drift;

/// <summary>Looks at a drift alert and says what it was and what was done.</summary>
public sealed class TriageDrift(Tenancy tenancy, Sealing sealing)
{
    public sealed record Request
    {
        [EnumDataType(typeof(DriftJudgement))]
        public DriftJudgement Judgement { get; init; }

        [Required(ErrorMessage = "Say what was done, or why nothing was: an alert that is closed without a reason says nothing."), StringLength(2000)]
        public string Action { get; init; } = "";
    }

    public enum Outcome
    {
        Done,
        NotFound,
        NeedsAPerson,
        DoneAlready,
    }

    public async Task<Outcome> RunAsync(Actor actor, Guid factId, Request request, CancellationToken stop)
    {
        if (actor.IsService) return Outcome.NeedsAPerson;

        await using var db = await tenancy.OpenAsync(actor.Organization, stop);
        if (await db.Set<ModelFact>().AsNoTracking().FirstOrDefaultAsync(f => f.Id == factId && f.Kind == FactKind.Drift, stop) is not { } fact || DriftResult.Of(fact).Shifted is []) return Outcome.NotFound;
        if (await db.Set<DriftTriage>().AnyAsync(t => t.FactId == factId, stop)) return Outcome.DoneAlready;

        var subject = ModelVersion.SubjectOf(fact.ModelId, fact.Number);
        db.Add(new DriftTriage { FactId = factId, Judgement = request.Judgement, Action = request.Action.Trim(), LookedBy = actor.UserId, LookedAt = db.Clock.GetUtcNow() });
        db.Record(actor, "drift.triaged", subject, new { fact = $"{factId:n}", judgement = request.Judgement, action = await sealing.SealAsync(db, subject, request.Action.Trim(), stop) });
        await db.CommitAsync(stop);
        return Outcome.Done;
    }
}
