using System.ComponentModel.DataAnnotations;
using Assay.Models;
using Assay.Statistics.Fairness;
using Microsoft.EntityFrameworkCore;

namespace Assay.Fairness;

/// <summary>Closes a failed fairness result: by a mitigation and a later test that passed, or by somebody who bears the risk and says why.</summary>
public sealed class CloseBiasCase(Tenancy tenancy, Sealing sealing)
{
    public sealed record Request
    {
        /// <summary>Why the risk is accepted; left out where it was mended and tested again.</summary>
        [StringLength(2000)]
        public string? AcceptedBecause { get; init; }
    }

    public abstract record Outcome
    {
        public sealed record Closed : Outcome;

        public sealed record NotFound : Outcome;

        public sealed record Refused(string Rule, string Message) : Outcome;
    }

    /// <param name="mayAccept">Whether whoever asks may bear a risk for the company.</param>
    public async Task<Outcome> RunAsync(Actor actor, bool mayAccept, Guid factId, Request request, CancellationToken stop)
    {
        await using var db = await tenancy.OpenAsync(actor.Organization, stop);
        if (await db.Set<ModelFact>().AsNoTracking().FirstOrDefaultAsync(f => f.Id == factId && f.Kind == FactKind.Fairness, stop) is not { } fact) return new Outcome.NotFound();

        var result = FairnessResult.Of(fact);
        var found = await db.Set<BiasCase>().FirstOrDefaultAsync(c => c.FactId == factId, stop);
        var because = request.AcceptedBecause?.Trim() ?? "";
        var retest = because.Length > 0 ? null : await RetestAsync(db, result, stop);

        if (Refuse(actor, mayAccept, result, found, because, retest) is { } refused) return refused;
        if (found is null) db.Add(found = new BiasCase { FactId = factId, ModelId = fact.ModelId, Number = fact.Number });

        (found.AcceptedBecause, found.RetestFactId, found.ClosedBy, found.ClosedAt) = (because, retest?.Id, actor.UserId, db.Clock.GetUtcNow());
        var subject = ModelVersion.SubjectOf(fact.ModelId, fact.Number);
        db.Record(actor, "fairness.closed", subject, new { fact = $"{factId:n}", retest = retest is null ? null : $"{retest.Id:n}", accepted = await sealing.SealAsync(db, subject, because, stop) });
        await db.CommitAsync(stop);
        return new Outcome.Closed();
    }

    /// <summary>The latest test of this model at the same point after it, if that passed.</summary>
    private static async Task<ModelFact?> RetestAsync(AssayDb db, FairnessResult result, CancellationToken stop)
    {
        var (model, since, number) = (result.Fact.ModelId, result.Fact.RecordedAt, result.Fact.Number);
        var later = await db.Set<ModelFact>().AsNoTracking()
            .Where(f => f.ModelId == model && f.Kind == FactKind.Fairness && f.Number >= number && f.RecordedAt >= since && f.Id != result.Fact.Id)
            .OrderByDescending(f => f.RecordedAt).ThenByDescending(f => f.Ordinal).ToListAsync(stop);

        return later.Where(f => f.Number > number || f.Ordinal > result.Fact.Ordinal).Select(FairnessResult.Of).FirstOrDefault(r => r.Point == result.Point) is { Verdict: FairnessVerdict.Pass, Fact: var passed } ? passed : null;
    }

    private static Outcome.Refused? Refuse(Actor actor, bool mayAccept, FairnessResult result, BiasCase? found, string because, ModelFact? retest) =>
        actor.IsService ? new("needs-a-person", "A program measures; a person decides that something is settled.")
        : result.Verdict is FairnessVerdict.Pass ? new("nothing-failed", "This result passed; there is nothing to close.")
        : found?.ClosedAt is not null ? new("closed-already", "It is closed already.")
        : because.Length > 0 && !mayAccept ? new("acceptance-not-allowed", "Bearing this risk is for those who may sign off models. Ask one of them, or mend it and test again.")
        : because.Length > 0 ? null
        : found?.MitigatedAt is null ? new("mitigation-missing", "Say first what was done about it and who saw to it, or have the risk accepted with a reason.")
        : retest is null ? new("retest-missing", "No later test at the same point has passed. A mitigation that nobody tested may have changed nothing.")
        : null;
}
