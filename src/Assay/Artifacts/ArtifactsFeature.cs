namespace Assay.Artifacts;

/// <summary>The bytes of models: what they are, what they would run, who signed them.</summary>
public static class ArtifactsFeature
{
    public static void AddArtifacts(this IServiceCollection services)
    {
        services.AddScoped<TakeArtifact>();
        services.AddScoped<TakeSignature>();
        services.AddScoped<TrustSigner>();
    }

    public static void MapArtifacts(this IEndpointRouteBuilder routes)
    {
        routes.MapGroup("/api/models/{name}/versions/{version:int}").WithTags("Models").MapArtifactApi();
        routes.MapPost("/api/signers", ArtifactApi.Trust).WithTags("Models").Needs(Permission.ApproveGateRules)
            .WithSummary("Trust a key or an authority's certificate").ProducesProblem(StatusCodes.Status400BadRequest);
    }
}
