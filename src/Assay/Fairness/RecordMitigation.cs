using System.ComponentModel.DataAnnotations;
using Assay.Models;
using Microsoft.EntityFrameworkCore;

namespace Assay.Fairness;

/// <summary>Says what is done about a failed fairness result, and by whom.</summary>
public sealed class RecordMitigation(Tenancy tenancy, Sealing sealing)
{
    public sealed record Request
    {
        [Required(ErrorMessage = "Say what is done about it."), StringLength(2000)]
        public string Action { get; init; } = "";

        [Required(ErrorMessage = "Say who sees to it: a role or a person."), StringLength(200)]
        public string Owner { get; init; } = "";
    }

    /// <returns>Whether there is such a failed result that is still open.</returns>
    public async Task<bool> RunAsync(Actor actor, Guid factId, Request request, CancellationToken stop)
    {
        await using var db = await tenancy.OpenAsync(actor.Organization, stop);
        if (await db.Set<ModelFact>().AsNoTracking().FirstOrDefaultAsync(f => f.Id == factId && f.Kind == FactKind.Fairness, stop) is not { } fact) return false;
        if (FairnessResult.Of(fact).Verdict is Statistics.Fairness.FairnessVerdict.Pass) return false;

        var found = await db.Set<BiasCase>().FirstOrDefaultAsync(c => c.FactId == factId, stop);
        if (found is { ClosedAt: not null }) return false;
        if (found is null) db.Add(found = new BiasCase { FactId = factId, ModelId = fact.ModelId, Number = fact.Number });

        (found.Action, found.Owner, found.MitigatedAt) = (request.Action.Trim(), request.Owner.Trim(), db.Clock.GetUtcNow());
        var subject = ModelVersion.SubjectOf(fact.ModelId, fact.Number);
        db.Record(actor, "fairness.mitigated", subject, new { fact = $"{factId:n}", action = await sealing.SealAsync(db, subject, found.Action, stop), owner = await sealing.SealAsync(db, subject, found.Owner, stop) });
        await db.CommitAsync(stop);
        return true;
    }
}
