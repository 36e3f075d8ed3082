using Assay.Today;

namespace Assay.Plan;

/// <summary>The way to the report: dates, milestones, cost and work.</summary>
public static class PlanFeature
{
    public static void AddPlan(this IServiceCollection services)
    {
        services.AddRegister<ActualCost, ActualCostsRegister>();
        services.AddScoped<ReadPlan>();
        services.AddScoped<ChoosePlan>();
        services.AddScoped<SetCost>();
        services.AddScoped<ChangeMilestone>();
        services.AddScoped<IToday, PlanToday>();
        services.AddNavigation("Plan", "plan", "route");
    }

    public static void MapPlan(this IEndpointRouteBuilder routes)
    {
        routes.MapPlanApi();
        routes.MapRegister<ActualCost>();
    }
}
