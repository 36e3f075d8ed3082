using Assay.Calendar;
using Assay.Catalog;
using Assay.Catalog.Adoption;
using Assay.Catalog.Gaps;
using Assay.Gaps;
using Assay.Plan;
using Assay.Policies;
using Microsoft.EntityFrameworkCore;

namespace Assay.Adoption;

/// <summary>What adopting would add, before anything is added.</summary>
public sealed class PreviewAdoption(Tenancy tenancy, CatalogLibrary catalog, ReadPlan plans)
{
    /// <param name="Controls">Optional controls chosen on top of the smallest set.</param>
    /// <param name="Policies">Optional policies chosen on top of it.</param>
    public sealed record Choice(IReadOnlyList<string> Controls, IReadOnlyList<string> Policies)
    {
        public static Choice Smallest { get; } = new([], []);
    }

    /// <summary>A plan beside what the company has already.</summary>
    /// <param name="WindowStart">When what must operate all window has to stand.</param>
    public sealed record Result(AdoptionPlan Plan, DateOnly WindowStart, Adopted Has)
    {
        public IReadOnlyList<Catalog.Content.Control> NewControls => [.. Plan.Controls.Where(c => !Has.Controls.Contains(c.Id))];

        public IReadOnlyList<Catalog.Content.Policy> NewPolicies => [.. Plan.Policies.Where(p => !Has.Policies.Contains(p.Id))];

        /// <summary>A duty whose every control was retired by the company does not come back.</summary>
        public IReadOnlyList<Duty> NewDuties => [.. Plan.Duties.Where(d => !Has.Duties.Contains(d.Source) && !d.Controls.All(Has.Retired.Contains))];

        public IReadOnlyList<PlannedEvidence> NewEvidence =>
            [.. Plan.Evidence.Where(e => !Has.Evidence.Contains((e.Control.Id, e.Type.Id)) && !Has.Retired.Contains(e.Control.Id))];

        public IReadOnlyList<RemediationTask> NewTasks => [.. Plan.Tasks.Where(t => !Has.Tasks.Contains(t.Id) && !Has.Retired.Contains(t.Id))];

        public bool IsNothingNew => NewControls.Count + NewPolicies.Count + NewDuties.Count + NewEvidence.Count + NewTasks.Count == 0;
    }

    public sealed record Adopted(
        IReadOnlySet<string> Controls, IReadOnlySet<string> Retired, IReadOnlySet<string> Policies, IReadOnlySet<string> Duties,
        IReadOnlySet<(string Control, string Evidence)> Evidence, IReadOnlySet<string> Tasks);

    public async Task<Result> RunAsync(Actor actor, Frame frame, Choice choice, CancellationToken stop)
    {
        var planned = await plans.RunAsync(actor, frame, stop);
        await using var db = await tenancy.OpenAsync(actor.Organization, stop);

        return Of(planned, choice, await AdoptedAsync(db, stop));
    }

    internal Result Of(ReadPlan.Result planned, Choice choice, Adopted has) =>
        new(AdoptionPlan.For(catalog, planned.Report, choice.Controls, choice.Policies), planned.Timeline.On(Catalog.Content.Anchor.WindowStart), has);

    internal static async Task<Adopted> AdoptedAsync(AssayDb db, CancellationToken stop)
    {
        var controls = await db.Set<AdoptedControl>().AsNoTracking().Select(c => new { c.ControlId, c.State }).ToListAsync(stop);
        var evidence = await db.Set<PlannedEvidenceRow>().AsNoTracking().Select(e => new { e.ControlId, e.EvidenceId }).ToListAsync(stop);

        return new(
            controls.Select(c => c.ControlId).ToHashSet(),
            controls.Where(c => c.State is AdoptedState.Retired).Select(c => c.ControlId).ToHashSet(),
            (await db.Set<CompanyPolicy>().AsNoTracking().Select(p => p.PolicyId).ToListAsync(stop)).ToHashSet(),
            (await db.Set<CalendarDuty>().AsNoTracking().Select(d => d.Source).ToListAsync(stop)).ToHashSet(),
            evidence.Select(e => (e.ControlId, e.EvidenceId)).ToHashSet(),
            (await db.Set<GapTask>().AsNoTracking().Select(t => t.ControlId).ToListAsync(stop)).ToHashSet());
    }
}
