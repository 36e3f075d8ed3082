using System.ComponentModel.DataAnnotations;
using Assay.Catalog;
using Microsoft.EntityFrameworkCore;

namespace Assay.Gaps;

/// <summary>Names who does a task, by when, and a note. The page and the workbook both end here.</summary>
public sealed class PlanTask(Tenancy tenancy, CatalogLibrary catalog)
{
    public sealed record Request
    {
        [StringLength(120)]
        public string? Owner { get; init; }

        public DateOnly? DueOn { get; init; }

        [StringLength(2000)]
        public string? Note { get; init; }

        public int Version { get; init; }
    }

    public enum Outcome
    {
        Saved,
        NoSuchControl,

        /// <summary>Somebody saved meanwhile; nothing was changed.</summary>
        Overtaken,
    }

    public async Task<Outcome> RunAsync(Actor actor, string controlId, Request request, CancellationToken stop)
    {
        if (!catalog.Controls.TryGet(controlId, out _)) return Outcome.NoSuchControl;

        await using var db = await tenancy.OpenAsync(actor.Organization, stop);
        var row = await db.Set<GapTask>().FirstOrDefaultAsync(t => t.ControlId == controlId, stop);
        if ((row?.Version ?? 0) != request.Version) return Outcome.Overtaken;

        if (row is null) db.Add(row = new() { ControlId = controlId });
        Apply(db, actor, row, request);

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

    /// <summary>Changes the row and records it. The owner is a name, so the ledger keeps only that it changed.</summary>
    internal static void Apply(AssayDb db, Actor actor, GapTask row, Request request)
    {
        var owner = request.Owner?.Trim() ?? "";
        var changed = new[] { (owner != row.Owner, "owner"), (request.DueOn != row.DueOn, "due_on"), ((request.Note?.Trim() ?? "") != row.Note, "note") };

        (row.Owner, row.DueOn, row.Note) = (owner, request.DueOn, request.Note?.Trim() ?? "");
        db.Record(actor, "task.planned", $"task/{row.ControlId}",
            new { control = row.ControlId, due_on = row.DueOn?.ToString("yyyy-MM-dd"), changed = changed.Where(c => c.Item1).Select(c => c.Item2).ToArray() });
    }
}
