using Assay.Catalog;
using Microsoft.EntityFrameworkCore;

namespace Assay.Plan;

/// <summary>Says who does a milestone, moves it by days, or marks it done.</summary>
public sealed class ChangeMilestone(Tenancy tenancy, CatalogLibrary catalog, TimeProvider clock)
{
    public const int FarthestMove = 366;

    public const int LongestOwner = 120;

    public sealed record Request(string? Owner, int DaysMoved, DateOnly? DoneOn, int Version);

    public abstract record Outcome
    {
        public sealed record Saved : Outcome;

        public sealed record NotFound : Outcome;

        public sealed record Refused(IReadOnlyList<FormError> Errors) : Outcome;

        /// <summary>Somebody saved meanwhile; nothing was changed.</summary>
        public sealed record Overtaken : Outcome;
    }

    public async Task<Outcome> RunAsync(Actor actor, string programme, string milestone, Request request, CancellationToken stop)
    {
        if (catalog.Plans.Value.Find(p => p.Id == programme)?.Milestones.Any(m => m.Id == milestone) is not true) return new Outcome.NotFound();
        if (Refuse(request).ToList() is { Count: > 0 } errors) return new Outcome.Refused(errors);

        await using var db = await tenancy.OpenAsync(actor.Organization, stop);
        var row = await db.Set<MilestoneNote>().FirstOrDefaultAsync(m => m.Programme == programme && m.MilestoneId == milestone, stop);
        if ((row?.Version ?? 0) != request.Version) return new Outcome.Overtaken();

        if (row is null) db.Add(row = new() { Programme = programme, MilestoneId = milestone });
        var renamed = row.Owner != (request.Owner?.Trim() ?? "");
        (row.Owner, row.DaysMoved, row.DoneOn) = (request.Owner?.Trim() ?? "", request.DaysMoved, request.DoneOn);

        // The owner is a name, so the ledger keeps only that it changed.
        db.Record(actor, "plan.milestone_changed", $"milestone/{programme}.{milestone}",
            new { programme, milestone, owner_changed = renamed, days_moved = row.DaysMoved, done_on = row.DoneOn is { } done ? $"{done:yyyy-MM-dd}" : null });

        try
        {
            await db.CommitAsync(stop);
            return new Outcome.Saved();
        }
        catch (DbUpdateException)
        {
            return new Outcome.Overtaken();
        }
    }

    private IEnumerable<FormError> Refuse(Request request)
    {
        if (request.Owner?.Trim().Length > LongestOwner) yield return new("Form.Owner", $"At most {LongestOwner} characters.");
        if (Math.Abs(request.DaysMoved) > FarthestMove) yield return new("Form.DaysMoved", $"At most {FarthestMove} days either way.");
        if (request.DoneOn > clock.Today) yield return new("Form.DoneOn", "That day lies ahead; enter the day on which it was done.");
    }
}
