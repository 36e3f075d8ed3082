namespace Assay.Scope;

/// <summary>What the report will cover, and the promises against which it is judged.</summary>
public static class ScopeFeature
{
    public static void AddScope(this IServiceCollection services)
    {
        services.AddRegister<ServiceCommitment, CommitmentsRegister>();
        services.AddRegister<ScopeComponent, ComponentsRegister>();
        services.AddRegister<ModelSurface, SurfacesRegister>();
        services.AddScoped<CompanySheet>();
        services.AddScoped<ReadScope>();
        services.AddScoped<DecideCategory>();
        services.AddNavigation("Scope", "scope", "target");
    }

    public static void MapScope(this IEndpointRouteBuilder routes)
    {
        routes.MapRegister<ServiceCommitment>();
        routes.MapRegister<ScopeComponent>();
        routes.MapRegister<ModelSurface>();
    }
}
