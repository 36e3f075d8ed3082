namespace Assay.Policies;

/// <summary>The company's own policies: drafted from templates, edited, approved by a second person, published.</summary>
public static class PolicyFeature
{
    public static void AddPolicies(this IServiceCollection services)
    {
        services.AddScoped<CompanyTemplates>();
        services.AddScoped<ReadPolicies>();
        services.AddScoped<ReadPolicy>();
        services.AddScoped<CompareVersions>();
        services.AddScoped<DraftPolicies>();
        services.AddScoped<WritePolicy>();
        services.AddScoped<MovePolicy>();
        services.AddScoped<SaveProfile>();
        services.AddScoped<ExportPolicies>();
        services.AddNavigation("Policies", "policies", "file-text");
    }

    public static void MapPolicies(this IEndpointRouteBuilder routes)
    {
        routes.MapGroup("/api/policies").WithTags("Policies").MapPolicyApi();
        routes.MapGroup("/policies").ExcludeFromDescription().MapPolicyFiles();
    }
}
