namespace Assay.Pipelines;

/// <summary>How data becomes a model: pipelines with documented steps, approved definitions and schedules, and the lineage that runs report.</summary>
public static class PipelineFeature
{
    public static void AddPipelines(this IServiceCollection services)
    {
        services.AddRegister<Pipeline, PipelinesRegister>();
        services.AddRegister<PipelineStep, StepsRegister>();
        services.AddRegister<Feature, FeaturesRegister>();
        services.AddScoped<ReadPipelines>();
        services.AddScoped<ChangeDefinition>();
        services.AddScoped<ReceiveLineage>();
        services.AddScoped<ReadLineage>();
        services.AddNavigation("Pipelines", "pipelines", "route");
    }

    public static void MapPipelines(this IEndpointRouteBuilder routes)
    {
        routes.MapRegister<Pipeline>();
        routes.MapRegister<PipelineStep>();
        routes.MapRegister<Feature>();
        routes.MapLineageApi();
        routes.MapGroup("/api/pipelines").WithTags("Pipelines").MapPipelineApi();
    }
}
