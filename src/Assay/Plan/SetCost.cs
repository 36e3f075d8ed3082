using Assay.Catalog.Content;
using Assay.Catalog.Plans;
using Microsoft.EntityFrameworkCore;

namespace Assay.Plan;

/// <summary>Sets a range of the cost estimate to a company's own figures, or goes back to ours.</summary>
public sealed class SetCost(Tenancy tenancy)
{
    public const long Largest = 100_000_000;

    /// <param name="Low">With <paramref name="High"/>, in whole US dollars; both null to go back to the estimate.</param>
    /// <param name="Version">The version that this replaces; 0 where the estimate holds.</param>
    public sealed record Request(CostYear Year, CostPart Part, long? Low, long? High, int Version);

    public enum Outcome
    {
        Saved,

        /// <summary>Not two whole amounts, the lower first.</summary>
        NoRange,

        /// <summary>Somebody saved meanwhile; nothing was changed.</summary>
        Overtaken,
    }

    public async Task<Outcome> RunAsync(Actor actor, Request request, CancellationToken stop)
    {
        if (request is not ({ Low: null, High: null } or { Low: >= 0, High: <= Largest }) || request.Low > request.High) return Outcome.NoRange;

        await using var db = await tenancy.OpenAsync(actor.Organization, stop);
        var row = await db.Set<CostChoice>().FirstOrDefaultAsync(c => c.Year == request.Year && c.Part == request.Part, stop);
        if ((row?.Version ?? 0) != request.Version) return Outcome.Overtaken;

        if ((row?.Low, row?.High) == (request.Low, request.High)) return Outcome.Saved;
        if (request.Low is null) db.Remove(row!);
        else if (row is not null) (row.Low, row.High) = (request.Low.Value, request.High!.Value);
        else db.Add(new CostChoice { Year = request.Year, Part = request.Part, Low = request.Low.Value, High = request.High!.Value });

        db.Record(actor, request.Low is null ? "plan.cost_reset" : "plan.cost_set", $"cost_range/{request.Year.Word()}.{request.Part.Word()}",
            new { year = request.Year.Word(), part = request.Part.Word(), low = request.Low, high = request.High });

        try
        {
            await db.CommitAsync(stop);
            return Outcome.Saved;
        }
        catch (DbUpdateException)
        {
            return Outcome.Overtaken;
        }
    }
}
