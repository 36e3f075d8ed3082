using Assay.Catalog;
using Assay.Catalog.Gaps;
using Microsoft.EntityFrameworkCore;

namespace Assay.Gaps;

/// <summary>Closes a remediation task. Only evidence closes a gap: somebody's word that it is done is what an auditor asks to see proved.</summary>
public sealed class CloseTask(Tenancy tenancy, CatalogLibrary catalog, AnalyzeGaps analyze, TimeProvider clock)
{
    public const string NotEvidenced =
        "A gap is closed by accepted evidence or a passed test of today, and this control has none. File what shows it at work, have a colleague accept it, then close.";

    public enum Outcome
    {
        Closed,
        NoSuchControl,
        NotEvidenced,
    }

    public async Task<Outcome> RunAsync(Actor actor, Frame frame, string controlId, CancellationToken stop)
    {
        if (!catalog.Controls.TryGet(controlId, out _)) return Outcome.NoSuchControl;
        var standing = (await analyze.RunAsync(actor, frame, stop)).Report.StateOf(controlId);

        await using var db = await tenancy.OpenAsync(actor.Organization, stop);
        if (standing is not ControlState.Evidenced)
        {
            db.Record(actor, "task.close_refused", $"task/{controlId}", new { control = controlId, rule = "control-not-evidenced" });
            await db.CommitAsync(stop);
            return Outcome.NotEvidenced;
        }

        var row = await db.Set<GapTask>().FirstOrDefaultAsync(t => t.ControlId == controlId, stop);
        if (row is { ClosedAt: not null }) return Outcome.Closed;
        if (row is null) db.Add(row = new() { ControlId = controlId });

        row.ClosedAt = clock.GetUtcNow();
        db.Record(actor, "task.closed", $"task/{controlId}", new { control = controlId });
        await db.CommitAsync(stop);
        return Outcome.Closed;
    }
}
