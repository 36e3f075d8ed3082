using Assay.Catalog;
using Assay.Catalog.Plans;
using Microsoft.EntityFrameworkCore;

namespace Assay.Plan;

/// <summary>Chooses a programme, the day on which the report is wanted, and how long each part takes. The page and the API both end here.</summary>
public sealed class ChoosePlan(Tenancy tenancy, CatalogLibrary catalog, TimeProvider clock)
{
    public const int LongestPart = 24;

    public sealed record Request
    {
        /// <summary>A plan of the catalog, such as <c>four-phase</c>.</summary>
        public string Programme { get; init; } = "";

        public DateOnly? WantedOn { get; init; }

        /// <summary>Left out for the latest start that keeps the wanted day.</summary>
        public DateOnly? StartsOn { get; init; }

        /// <summary>Left out for the plan's own, as the others are.</summary>
        public int? ReadinessMonths { get; init; }

        public int? RemediationMonths { get; init; }

        /// <summary>Left out where the open ML tasks decide.</summary>
        public int? MlMonths { get; init; }

        /// <summary>3 to 12; 0 for a Type I report.</summary>
        public int? WindowMonths { get; init; }

        public int? FieldworkMonths { get; init; }

        /// <summary>The version that this replaces; 0 where nothing was chosen yet.</summary>
        public int Version { get; init; }
    }

    public abstract record Outcome
    {
        public sealed record Chosen(int Version) : Outcome;

        public sealed record Refused(IReadOnlyList<FormError> Errors) : Outcome;

        /// <summary>Somebody saved meanwhile; nothing was changed.</summary>
        public sealed record Overtaken : Outcome;
    }

    public async Task<Outcome> RunAsync(Actor actor, Request request, CancellationToken stop)
    {
        if (Refuse(request).ToList() is { Count: > 0 } errors) return new Outcome.Refused(errors);

        await using var db = await tenancy.OpenAsync(actor.Organization, stop);
        var row = await db.Set<ProgrammeChoice>().FirstOrDefaultAsync(stop);
        if ((row?.Version ?? 0) != request.Version) return new Outcome.Overtaken();

        var chosen = ProgrammeChoice.Of(catalog.Plans.Value.First(p => p.Id == request.Programme), request.WantedOn!.Value);
        if (row is null)
        {
            row = chosen;
            row.Version = 1;
            db.Add(row);
        }

        (row.Programme, row.WantedOn, row.StartsOn, row.MlMonths) = (chosen.Programme, chosen.WantedOn, request.StartsOn, request.MlMonths);
        row.ReadinessMonths = request.ReadinessMonths ?? chosen.ReadinessMonths;
        row.RemediationMonths = request.RemediationMonths ?? chosen.RemediationMonths;
        row.WindowMonths = request.WindowMonths ?? chosen.WindowMonths;
        row.FieldworkMonths = request.FieldworkMonths ?? chosen.FieldworkMonths;

        db.Record(actor, "plan.chosen", $"plan/{actor.Organization}", new
        {
            programme = row.Programme,
            wanted_on = $"{row.WantedOn:yyyy-MM-dd}",
            starts_on = row.StartsOn is { } start ? $"{start:yyyy-MM-dd}" : null,
            months = new { readiness = row.ReadinessMonths, remediation = row.RemediationMonths, ml = row.MlMonths, window = row.WindowMonths, fieldwork = row.FieldworkMonths },
        });

        return await CommitAsync(db, row, stop);
    }

    private static async Task<Outcome> CommitAsync(AssayDb db, ProgrammeChoice row, CancellationToken stop)
    {
        try
        {
            await db.CommitAsync(stop);
            return new Outcome.Chosen(row.Version);
        }
        catch (DbUpdateException)
        {
            return new Outcome.Overtaken();         // the other tab committed between our look and our save
        }
    }

    private IEnumerable<FormError> Refuse(Request request)
    {
        if (!catalog.Plans.Value.Exists(p => p.Id == request.Programme))
            yield return new("Form.Programme", $"'{request.Programme}' is not a plan. There are: {string.Join(", ", catalog.Plans.Value.Select(p => p.Id))}.");
        if (request.WantedOn is not { } wanted) yield return new("Form.WantedOn", "Enter the day on which the report is wanted.");
        else if (wanted < clock.Today) yield return new("Form.WantedOn", $"{wanted:yyyy-MM-dd} has passed. Enter a day from today on.");
        else if (request.StartsOn > wanted) yield return new("Form.StartsOn", "The start lies after the day on which the report is wanted.");
        if (request.WantedOn?.Year > 2100 || request.StartsOn is { Year: < 2000 or > 2100 }) yield return new("Form.WantedOn", "That year is not one to plan for.");

        if (request.WindowMonths is { } window && !Timeline.IsWindow(window))
            yield return new("Form.WindowMonths",
                $"A window has {Timeline.ShortestWindow} to {Timeline.LongestWindow} months, or 0 for a Type I report. Below {Timeline.ShortestWindow} too little happens to be tested; above {Timeline.LongestWindow} the report is out of date when it appears.");

        foreach (var (field, months, least) in new[]
        {
            ("Form.ReadinessMonths", request.ReadinessMonths, 0), ("Form.RemediationMonths", request.RemediationMonths, 0),
            ("Form.MlMonths", request.MlMonths, 0), ("Form.FieldworkMonths", request.FieldworkMonths, 1),
        })
            if (months < least || months > LongestPart)
                yield return new(field, $"{least} to {LongestPart} months.");
    }
}
