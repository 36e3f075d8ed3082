namespace Assay.Experiments;

/// <summary>Experiments and their runs: what was tried, with what, and whether it can be repeated.</summary>
public static class ExperimentsFeature
{
    public static void AddExperiments(this IServiceCollection services)
    {
        services.AddScoped<ChangeExperiment>();
        services.AddScoped<StartRun>();
        services.AddScoped<ChangeRun>();
        services.AddScoped<LogToRun>();
        services.AddScoped<ReadRun>();
        services.AddScoped<ReadRuns>();
    }

    public static void MapExperiments(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/experiments/runs", ExperimentApi.List).WithTags("Experiments").WithSummary("The latest runs, and whether each can be repeated").Needs(Permission.ReadMachineLearning);
}
