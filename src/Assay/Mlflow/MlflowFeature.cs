namespace Assay.Mlflow;

/// <summary>Answers MLflow's own clients at MLflow's own addresses.</summary>
public static class MlflowFeature
{
    /// <summary>The version of MLflow whose answers these are, for clients that ask before they speak.</summary>
    private const string _spoken = "3.9.1";

    public static void AddMlflow(this IServiceCollection services)
    {
        services.AddScoped<FindModels>();
        services.AddScoped<FindVersions>();
        services.AddScoped<FindExperiments>();
        services.AddScoped<FindRuns>();
    }

    /// <summary>Before the sign-in is looked at, so that its refusals are answered in MLflow's words too.</summary>
    public static void UseMlflow(this WebApplication app) => app.UseMlflowErrors();

    public static void MapMlflow(this IEndpointRouteBuilder routes)
    {
        foreach (var root in MlflowDoor.Roots)
        {
            var api = routes.MapGroup(root).ExcludeFromDescription().AddEndpointFilter(MlflowAnswers.AnswerAsync);
            api.MapGroup("/registered-models").MapRegisteredModels();
            api.MapGroup("/model-versions").MapModelVersions();
            api.MapGroup("/experiments").MapExperiments();
            api.MapGroup("/runs").MapRuns();
            api.MapGroup("/metrics").MapMetrics();
            api.MapMlflowRest();
        }

        // Both tell nothing of anybody, and MLflow's own servers tell them to everybody.
        routes.MapGet("/health", () => Results.Text("OK")).AllowAnonymous().ExcludeFromDescription();
        routes.MapGet("/version", () => Results.Text(_spoken)).AllowAnonymous().ExcludeFromDescription();
    }
}
