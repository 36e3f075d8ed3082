using Assay.Models;
using Microsoft.EntityFrameworkCore;

namespace Assay.Gate;

/// <summary>Holds what was seen in production against what the gate let through: what differs is a finding, once for as long as it lasts.</summary>
public static class FindUngated
{
    /// <param name="Name">By what it is in production, as <c>alias champion</c>.</param>
    /// <param name="Model">What to call it where it is not registered.</param>
    public sealed record Seen(string Name, string Model, Guid? ModelId, int? Number);

    /// <summary>As part of a larger transaction, which commits.</summary>
    /// <param name="isAll">Whether this is everything at that place: what was found before and is not among it has ended.</param>
    /// <returns>How many were found that were not known.</returns>
    public static async Task<int> RunAsync(AssayDb db, Actor actor, string place, IReadOnlyList<Seen> seen, bool isAll, CancellationToken stop)
    {
        var now = db.Clock.GetUtcNow();
        var live = (await db.Set<Deployment>().AsNoTracking().Where(d => d.Environment == GateOptions.Production && d.EndedAt == null)
            .Select(d => new { d.ModelId, d.Number }).ToListAsync(stop)).Select(d => (d.ModelId, d.Number)).ToHashSet();
        var open = await db.Set<UngatedPromotion>().Where(u => u.Place == place && u.EndedAt == null).ToListAsync(stop);
        var found = 0;

        foreach (var one in seen.Where(s => !IsLet(s.ModelId, s.Number)))
        {
            if (open.Exists(u => u.Name == one.Name && u.ModelId == one.ModelId && u.Number == one.Number)) continue;

            var finding = new UngatedPromotion { Id = Guid.CreateVersion7(now), Place = place, Name = one.Name, ModelId = one.ModelId, Number = one.Number, FoundAt = now };
            db.Add(finding);
            db.Record(actor, "model.promoted_past_the_gate", SubjectOf(finding), new { model = one.Model, version = one.Number ?? 0, environment = GateOptions.Production, because = $"{one.Name} at {place}", finding = $"{finding.Id:n}" });
            found++;
        }

        foreach (var known in open)
        {
            var passed = IsLet(known.ModelId, known.Number);
            if (!passed && (!isAll || seen.Any(s => s.Name == known.Name && s.ModelId == known.ModelId && s.Number == known.Number))) continue;

            (known.EndedAt, known.EndedBecause) = (now, passed ? "it passed the gate" : "it is not there any more");
            db.Record(actor, "model.past_the_gate_ended", SubjectOf(known), new { version = known.Number ?? 0, finding = $"{known.Id:n}", because = known.EndedBecause });
        }

        return found;

        bool IsLet(Guid? model, int? number) => model is { } m && number is { } n && live.Contains((m, n));
    }

    private static string SubjectOf(UngatedPromotion finding) => finding is { ModelId: { } model, Number: { } number } ? ModelVersion.SubjectOf(model, number) : $"ungated/{finding.Id:n}";
}
