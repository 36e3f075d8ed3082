
namespace Assay.Datasets;

/// <summary>What models learn from: the inventory, immutable versions, a second person's approval, quality at the door.</summary>
public static class DatasetFeature
{
    public static void AddDatasets(this IServiceCollection services)
    {
        services.AddRegister<Dataset, DatasetsRegister>();
        services.AddScoped<RegisterVersion>();
        services.AddScoped<DecideVersion>();
        services.AddScoped<ReadDataset>();
        services.AddScoped<ReadDatasetVersions>();
        services.AddScoped<RecordDatasetAccess>();
        services.AddScoped<SetQualityRules>();
        services.AddScoped<ImportCroissant>();
        services.AddScoped<RegisterTrainingRun>();
        services.AddNavigation("Datasets", "datasets", "database");
    }

    public static void MapDatasets(this IEndpointRouteBuilder routes)
    {
        routes.MapRegister<Dataset>();
        routes.MapGroup("/api/datasets").WithTags("Datasets").MapDatasetApi();
        routes.MapPost("/datasets/croissant/upload", UploadCroissant.Post).Needs(Permission.EditDatasets).ExcludeFromDescription();
    }
}
