namespace Assay.Fairness;

/// <summary>How models treat groups: measured at four points, with what is done where it fails.</summary>
public static class FairnessFeature
{
    public static void AddFairness(this IServiceCollection services)
    {
        services.AddScoped<RunFairness>();
        services.AddScoped<RecordMitigation>();
        services.AddScoped<CloseBiasCase>();
        services.AddScoped<ReadFairnessResults>();
    }

    public static void MapFairness(this IEndpointRouteBuilder routes) => routes.MapFairnessApi();
}
