namespace Assay.Models;

/// <summary>The registry of models: names, versions, what they are made of, what was found out about them.</summary>
public static class ModelsFeature
{
    public static void AddModels(this IServiceCollection services)
    {
        services.AddOptions<ModelOptions>().BindConfiguration("Models").ValidateDataAnnotations().ValidateOnStart();
        services.AddScoped<RegisterModel>();
        services.AddScoped<ChangeModel>();
        services.AddScoped<RegisterVersion>();
        services.AddScoped<RecordProvenance>();
        services.AddScoped<RecordFact>();
        services.AddScoped<ChangeVersion>();
        services.AddScoped<LocateArtifact>();
        services.AddScoped<TagModel>();
        services.AddScoped<NameVersion>();
        services.AddScoped<ChangeStage>();
        services.AddScoped<WriteCard>();
        services.AddScoped<ReadModels>();
        services.AddScoped<ReadModel>();
        services.AddScoped<ReadVersion>();
        services.AddScoped<CompareVersions>();
        services.AddNavigation("Models", "models", "box-model-2");
    }

    public static void MapModels(this IEndpointRouteBuilder routes)
    {
        routes.MapGroup("/api/models").WithTags("Models").MapModelApi();
        routes.MapGet("/models/{id:guid}/versions/{version:int}/card.md", ModelApi.CardFile).Needs(Permission.ReadMachineLearning).ExcludeFromDescription();
    }
}
