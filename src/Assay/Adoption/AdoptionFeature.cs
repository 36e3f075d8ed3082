using Microsoft.AspNetCore.Http.HttpResults;

namespace Assay.Adoption;

/// <summary>From scope and answers to the company's own controls, policies, calendar, evidence plan and tasks.</summary>
public static class AdoptionFeature
{
    /// <summary>What is chosen beside the smallest set.</summary>
    public sealed record AdoptRequest
    {
        public IReadOnlyList<string> Controls { get; init; } = [];

        public IReadOnlyList<string> Policies { get; init; } = [];

        public PreviewAdoption.Choice ToChoice() => new(Controls, Policies);
    }

    public sealed record Preview(
        IReadOnlyList<string> Controls, IReadOnlyList<string> Policies, IReadOnlyList<string> OptionalControls, IReadOnlyList<string> OptionalPolicies,
        int NewControls, int NewPolicies, int NewDuties, int NewEvidence, int NewTasks, int HumanTasksPerYear, decimal HoursPerYear);

    public sealed record AdoptedView(string ControlId, string State, string Owner, string Frequency, DateOnly EffectiveFrom, DateOnly? EffectiveTo, string CatalogDigest);

    public static void AddAdoption(this IServiceCollection services)
    {
        services.AddScoped<PreviewAdoption>();
        services.AddScoped<Adopt>();
        services.AddScoped<CatalogUpdates>();
        services.AddScoped<ChangeControl>();
        services.AddScoped<ListAdopted>();
    }

    public static void MapAdoption(this IEndpointRouteBuilder routes)
    {
        var adoption = routes.MapGroup("/api/adoption").WithTags("Adoption");

        adoption.MapPost("/preview", Show).Needs(Permission.ReadProgramme).WithSummary("What adopting would add").WithDescription("Nothing is changed. Optional items that are named are counted in.");
        adoption.MapPost("/", Apply).Needs(Permission.EditControls).WithSummary("Adopt what the preview shows").WithDescription("What is there already is left as it is; returns what was added.");
        adoption.MapGet("/controls", List).Needs(Permission.ReadProgramme).WithSummary("The controls that the company adopted");
        adoption.MapGet("/evidence", Evidence).Needs(Permission.ReadProgramme).WithSummary("The evidence plan: which records each adopted control is to leave");
    }

    private static async Task<Ok<Preview>> Show(HttpContext http, AdoptRequest request, PreviewAdoption preview, CancellationToken stop)
    {
        var shown = await preview.RunAsync(http.Actor, http.Frame!, request.ToChoice(), stop);
        var plan = shown.Plan;

        return TypedResults.Ok(new Preview(
            [.. plan.Controls.Select(c => c.Id)], [.. plan.Policies.Select(p => p.Id)],
            [.. plan.OptionalControls.Select(c => c.Id)], [.. plan.OptionalPolicies.Select(p => p.Id)],
            shown.NewControls.Count, shown.NewPolicies.Count, shown.NewDuties.Count, shown.NewEvidence.Count, shown.NewTasks.Count,
            plan.Workload.TasksPerYear, plan.Workload.HoursPerYear));
    }

    private static async Task<Ok<Adopt.Result>> Apply(HttpContext http, AdoptRequest request, Adopt adopt, CancellationToken stop) =>
        TypedResults.Ok(await adopt.RunAsync(http.Actor, http.Frame!, request.ToChoice(), stop));

    private static async Task<Ok<IEnumerable<AdoptedView>>> List(HttpContext http, ListAdopted list, CancellationToken stop) =>
        TypedResults.Ok((await list.ControlsAsync(http.Actor.Organization, stop)).Select(c => new AdoptedView(
            c.ControlId, Catalog.Content.Words.Word(c.State), c.Owner, Catalog.Content.Words.Word(c.Frequency), c.EffectiveFrom, c.EffectiveTo, c.CatalogDigest)));

    private static async Task<Ok<IReadOnlyList<ListAdopted.EvidenceLine>>> Evidence(HttpContext http, ListAdopted list, CancellationToken stop) =>
        TypedResults.Ok(await list.EvidenceAsync(http.Actor.Organization, stop));
}
