using Assay.Calendar;
using Assay.Catalog;
using Assay.Catalog.Adoption;
using Assay.Catalog.Content;
using Assay.Gaps;
using Assay.Plan;
using Assay.Policies;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Assay.Adoption;

/// <summary>
/// Takes over what the preview showed: controls, policies in draft, calendar, evidence plan and dated tasks, in one
/// transaction. What is there already is left as it is, so it may be repeated, and by two people at once.
/// </summary>
public sealed class Adopt(Tenancy tenancy, ReadPlan plans, PreviewAdoption preview, DraftPolicies drafts, TimeProvider clock)
{
    private const int _attempts = 3;

    /// <summary>What was added.</summary>
    public sealed record Result(int Controls, int Policies, int Duties, int Evidence, int Tasks);

    public async Task<Result> RunAsync(Actor actor, Frame frame, PreviewAdoption.Choice choice, CancellationToken stop)
    {
        var planned = await plans.RunAsync(actor, frame, stop);

        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await ApplyAsync(actor, frame, planned, choice, stop);
            }
            catch (Exception failure) when (attempt < _attempts && IsDuplicate(failure))
            {
                // Somebody adopted at the same moment and committed first: what they added is there now, and is not added again.
            }
        }
    }

    private async Task<Result> ApplyAsync(Actor actor, Frame frame, ReadPlan.Result planned, PreviewAdoption.Choice choice, CancellationToken stop)
    {
        await using var db = await tenancy.OpenAsync(actor.Organization, stop);
        var shown = preview.Of(planned, choice, await PreviewAdoption.AdoptedAsync(db, stop));
        if (shown.IsNothingNew) return new(0, 0, 0, 0, 0);

        foreach (var control in shown.NewControls) AddControl(db, actor, control);
        await db.SaveChangesAsync(stop);                                             // the evidence plan refers to them

        var policies = await drafts.AddAsync(db, actor, frame, [.. shown.NewPolicies.Select(p => p.Id)], stop);
        AddDuties(db, actor, shown.NewDuties);
        db.AddRange(shown.NewEvidence.Select(e => new PlannedEvidenceRow
        {
            ControlId = e.Control.Id,
            EvidenceId = e.Type.Id,
            Frequency = e.Type.Frequency,
            CollectedBy = e.Type.CollectedBy,
        }));
        AddTasks(db, actor, shown);

        var result = new Result(shown.NewControls.Count, policies.Count, shown.NewDuties.Count, shown.NewEvidence.Count, shown.NewTasks.Count);
        db.Record(actor, "adoption.applied", "adoption/catalog", new
        {
            controls = result.Controls,
            policies = result.Policies,
            duties = result.Duties,
            tasks = result.Tasks,
            evidence = shown.NewEvidence.GroupBy(e => e.Control.Id).ToDictionary(g => g.Key, g => g.Select(e => e.Type.Id).ToArray()),
        });
        await db.CommitAsync(stop);
        return result;
    }

    private void AddControl(AssayDb db, Actor actor, Control control)
    {
        var (digest, json) = CatalogItems.Controls[control.Id];
        var adopted = new AdoptedControl
        {
            ControlId = control.Id,
            Owner = control.Owner,
            Frequency = control.Frequency,
            EffectiveFrom = clock.Today,
            CatalogDigest = digest,
            CatalogItem = json,
        };

        db.Add(adopted);
        db.Record(actor, "control.adopted", adopted.Subject, new
        {
            control = control.Id,
            catalog = digest,
            frequency = control.Frequency.Word(),
            effective_from = $"{adopted.EffectiveFrom:yyyy-MM-dd}",
        });
    }

    private void AddDuties(AssayDb db, Actor actor, IReadOnlyList<Duty> duties)
    {
        var (today, now) = (clock.Today, clock.GetUtcNow());

        foreach (var group in duties.GroupBy(d => d.Frequency))
        {
            var (place, of) = (0, group.Count());

            foreach (var duty in group)
            {
                var row = new CalendarDuty
                {
                    Id = Guid.CreateVersion7(now),
                    Source = duty.Source,
                    Title = duty.Title,
                    Owner = duty.Owner,
                    Frequency = duty.Frequency,
                    Controls = duty.Controls,
                    DueOn = duty.FirstDue(today, place++, of),
                };

                db.Add(row);
                db.Record(actor, "duty.scheduled", row.Subject, new { source = row.Source, frequency = row.Frequency.Word(), controls = row.Controls, due_on = $"{row.DueOn:yyyy-MM-dd}" });
            }
        }
    }

    private void AddTasks(AssayDb db, Actor actor, PreviewAdoption.Result shown)
    {
        foreach (var task in shown.NewTasks)
        {
            var row = new GapTask { ControlId = task.Id };
            db.Add(row);
            PlanTask.Apply(db, actor, row, new() { DueOn = TaskDates.DueOn(task, shown.WindowStart, clock.Today) });
        }
    }

    private static bool IsDuplicate(Exception failure) =>
        failure is DbUpdateException { InnerException: PostgresException { SqlState: PostgresErrorCodes.UniqueViolation } };
}
