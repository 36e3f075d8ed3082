using Assay.Catalog;
using Assay.Today;

namespace Assay.Interview;

/// <summary>The structured conversation from which everything else follows.</summary>
public static class InterviewFeature
{
    public static void AddInterview(this IServiceCollection services)
    {
        services.AddSingleton(_ => CatalogLibrary.Shipped);
        services.AddScoped<SavedAnswers>();
        services.AddScoped<ReadInterview>();
        services.AddScoped<AnswerQuestion>();
        services.AddScoped<DelegateQuestions>();
        services.AddScoped<Transcript>();
        services.AddScoped<PeopleNames>();
        services.AddScoped<IToday, InterviewToday>();
        services.AddNavigation("Interview", "interview", "messages");
    }

    public static void MapInterview(this IEndpointRouteBuilder routes) => routes.MapInterviewApi();
}
