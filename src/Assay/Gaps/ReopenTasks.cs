using Assay.Catalog.Gaps;
using Microsoft.EntityFrameworkCore;

namespace Assay.Gaps;

/// <summary>Opens closed tasks again whose control nothing shows at work any more: its evidence grew stale or was returned, or a test failed.</summary>
public sealed class ReopenTasks(Tenancy tenancy, IEnumerable<IControlRecords> sources)
{
    /// <returns>The controls whose tasks were opened.</returns>
    public async Task<IReadOnlyList<string>> RunAsync(Actor actor, CancellationToken stop)
    {
        List<RecordFinding> records = [];
        foreach (var source in sources) records.AddRange(await source.OfAsync(actor, stop));
        var shown = records.GroupBy(r => r.ControlId).Where(g => g.All(r => r.State is ControlState.Evidenced)).Select(g => g.Key).ToHashSet();

        await using var db = await tenancy.OpenAsync(actor.Organization, stop);
        var lapsed = (await db.Set<GapTask>().Where(t => t.ClosedAt != null).ToListAsync(stop)).FindAll(t => !shown.Contains(t.ControlId));

        foreach (var task in lapsed)
        {
            task.ClosedAt = null;
            var why = records.Exists(r => r.ControlId == task.ControlId) ? "records show it failing" : "no fresh accepted evidence is left";
            db.Record(actor, "task.reopened", $"task/{task.ControlId}", new { control = task.ControlId, because = why });
        }

        if (lapsed.Count > 0) await db.CommitAsync(stop);
        return [.. lapsed.Select(t => t.ControlId)];
    }
}
