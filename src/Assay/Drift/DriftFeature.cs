using Assay.Today;

namespace Assay.Drift;

/// <summary>How far a model's inputs and outputs of today are from those that it was accepted with.</summary>
public static class DriftFeature
{
    public static void AddDrift(this IServiceCollection services)
    {
        services.AddScoped<RunDrift>();
        services.AddScoped<RecordBaseline>();
        services.AddScoped<TriageDrift>();
        services.AddScoped<ReadDrift>();
        services.AddScoped<IToday, DriftToday>();
    }

    public static void MapDrift(this IEndpointRouteBuilder routes) => routes.MapDriftApi();
}
