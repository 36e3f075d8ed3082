using Assay.Models;
using Assay.Today;
using Microsoft.EntityFrameworkCore;

namespace Assay.Gate;

/// <summary>What runs in production without a baseline: from its first day on, its drift cannot be measured.</summary>
internal sealed class GateToday(Tenancy tenancy) : IToday
{
    private const int _rank = 15;
    private const int _shown = 3;

    public Permission Needs => Permission.ReadMachineLearning;

    public async Task<TodayPart> OfAsync(Actor actor, Frame frame, CancellationToken stop)
    {
        await using var db = await tenancy.OpenAsync(actor.Organization, stop);
        var without = await (
            from d in db.Set<Deployment>().AsNoTracking()
            join v in db.Set<ModelVersion>() on new { d.OrganizationId, d.ModelId, d.Number } equals new { v.OrganizationId, v.ModelId, v.Number }
            where d.EndedAt == null && v.DeletedAt == null && !db.Set<ModelFact>().Any(f => f.ModelId == d.ModelId && f.Number == d.Number && f.Kind == FactKind.Baseline)
            orderby d.StartedAt
            select new { v.Name, v.Number, v.ModelId }).Take(_shown).ToListAsync(stop);

        return new()
        {
            Next = [.. without.Select(v => new TodayPart.Step($"Record a baseline of {v.Name} {v.Number}", "It runs in production, and there is nothing yet that its drift could be measured from.", $"{ModelLinks.Of(v.ModelId, v.Number)}/drift", _rank))],
        };
    }
}
