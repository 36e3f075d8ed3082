namespace Assay.Mlflow;

/// <summary>Answers MLflow's own clients at MLflow's own addresses.</summary>
public static class MlflowFeature
{
    public static void AddMlflow(this IServiceCollection services)
    {
        services.AddScoped<FindModels>();
        services.AddScoped<FindVersions>();
    }

    public static void MapMlflow(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("/api/2.0/mlflow").ExcludeFromDescription().AddEndpointFilter(MlflowAnswers.AnswerAsync);
        api.MapGroup("/registered-models").MapRegisteredModels();
        api.MapGroup("/model-versions").MapModelVersions();
        api.MapMlflowRest();
    }
}
