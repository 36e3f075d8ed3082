using Assay.Jobs;
using Microsoft.Extensions.Options;

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

        services.AddOptions<MlflowOptions>().BindConfiguration("Mlflow").ValidateDataAnnotations().ValidateOnStart();
        services.AddScoped<PassOn>();
        services.AddScoped<SaveUpstream>();
        services.AddScoped<MirrorAliases>();
        services.AddJob<CollectMlflow>(CollectMlflow.Name, TimeSpan.FromMinutes(5));
        services.AddHttpClient<UpstreamCalls>(http => http.Timeout = Timeout.InfiniteTimeSpan)           // each call says how long it waits
            .ConfigurePrimaryHttpMessageHandler(s => new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                UseCookies = false,
                UseProxy = false,                    // behind one, the guard would look at the proxy's address
                ConnectTimeout = TimeSpan.FromSeconds(10),
                ConnectCallback = (context, stop) => OutboundAddress.ConnectAsync(context.DnsEndPoint, s.GetRequiredService<IOptions<MlflowOptions>>().Value.Reach, stop),
            });
        services.AddSettings("MLflow", "/settings/mlflow",
            "Says whether Assay is the registry, stands in front of your MLflow server or looks at it, so that nothing goes to production past the gate unseen.", Permission.ManageSettings);
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

        foreach (var root in MlflowDoor.Behind) routes.MapGroup(root).ExcludeFromDescription().AddEndpointFilter(MlflowAnswers.AnswerAsync).MapMlflowRest();

        // Both tell nothing of anybody, and MLflow's own servers tell them to everybody.
        routes.MapGet("/health", () => Results.Text("OK")).AllowAnonymous().ExcludeFromDescription();
        routes.MapGet("/version", () => Results.Text(_spoken)).AllowAnonymous().ExcludeFromDescription();
    }
}
