using Assay.Models;
using Assay.Today;
using Microsoft.EntityFrameworkCore;

namespace Assay.Drift;

/// <summary>Drift alerts that nobody has looked at.</summary>
internal sealed class DriftToday(Tenancy tenancy) : IToday
{
    private const int _rank = 12;
    private const int _shown = 3;
    private const int _looked = 200;

    public Permission Needs => Permission.ReadMachineLearning;

    public async Task<TodayPart> OfAsync(Actor actor, Frame frame, CancellationToken stop)
    {
        await using var db = await tenancy.OpenAsync(actor.Organization, stop);
        var latest = await (
            from f in db.Set<ModelFact>().AsNoTracking()
            join v in db.Set<ModelVersion>() on new { f.OrganizationId, f.ModelId, f.Number } equals new { v.OrganizationId, v.ModelId, v.Number }
            where f.Kind == FactKind.Drift && v.DeletedAt == null && !db.Set<DriftTriage>().Any(t => t.FactId == f.Id)
            orderby f.RecordedAt descending
            select new { Fact = f, v.Name }).Take(_looked).ToListAsync(stop);
        var open = latest.Select(l => (Result: DriftResult.Of(l.Fact), l.Name)).Where(l => l.Result.Shifted is not []).ToList();

        return new()
        {
            Next = [.. open.Take(_shown).Select(l => new TodayPart.Step(
                $"Look at the drift of {l.Name} {l.Result.Fact.Number}", $"{(l.Result.Shifted.Count == 1 ? "One column" : $"{l.Result.Shifted.Count} columns")} shifted: {string.Join(", ", l.Result.Shifted.Take(3))}.",
                $"{ModelLinks.Of(l.Result.Fact.ModelId, l.Result.Fact.Number)}/drift?result={l.Result.Fact.Id:n}", _rank, IsUrgent: true))],
        };
    }
}
