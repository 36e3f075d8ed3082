using Assay.Models;
using Assay.Today;
using Microsoft.EntityFrameworkCore;

namespace Assay.Gate;

/// <summary>What is owed to what runs in production: a baseline from the first day on, and a fairness audit each quarter where it decides over people.</summary>
internal sealed class GateToday(Tenancy tenancy) : IToday
{
    private const int _rank = 15;
    private const int _shown = 3;
    private const int _auditDays = 92;

    public Permission Needs => Permission.ReadMachineLearning;

    public async Task<TodayPart> OfAsync(Actor actor, Frame frame, CancellationToken stop)
    {
        await using var db = await tenancy.OpenAsync(actor.Organization, stop);
        var live = await (
            from d in db.Set<Deployment>().AsNoTracking()
            join v in db.Set<ModelVersion>() on new { d.OrganizationId, d.ModelId, d.Number } equals new { v.OrganizationId, v.ModelId, v.Number }
            join m in db.Set<RegisteredModel>() on new { d.OrganizationId, Id = d.ModelId } equals new { m.OrganizationId, m.Id }
            where d.EndedAt == null && v.DeletedAt == null
            orderby d.StartedAt
            select new { v.Name, v.Number, v.ModelId, d.StartedAt, m.Consequential, HasBaseline = db.Set<ModelFact>().Any(f => f.ModelId == d.ModelId && f.Number == d.Number && f.Kind == FactKind.Baseline) }).Take(200).ToListAsync(stop);

        List<TodayPart.Step> next = [.. live.Where(v => !v.HasBaseline).Take(_shown).Select(v => new TodayPart.Step(
            $"Record a baseline of {v.Name} {v.Number}", "It runs in production, and there is nothing yet that its drift could be measured from.", $"{ModelLinks.Of(v.ModelId, v.Number)}/drift", _rank))];

        var since = db.Clock.GetUtcNow().AddDays(-_auditDays);
        foreach (var v in live.Where(v => v.Consequential && v.StartedAt < since).Take(_shown))
        {
            var recent = await db.Set<ModelFact>().AsNoTracking().Where(f => f.ModelId == v.ModelId && f.Number == v.Number && f.Kind == FactKind.Fairness && f.RecordedAt >= since).ToListAsync(stop);
            if (recent.Exists(f => f.Json.Words("point") == "in_production")) continue;

            next.Add(new($"Audit the fairness of {v.Name} {v.Number}", "It decides over people, and the decisions that it really made were not looked at for a quarter.", $"{ModelLinks.Of(v.ModelId, v.Number)}/fairness", _rank, IsUrgent: true));
        }

        return new() { Next = next };
    }
}
