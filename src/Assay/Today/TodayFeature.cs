namespace Assay.Today;

/// <summary>The first page.</summary>
public static class TodayFeature
{
    public static void AddToday(this IServiceCollection services)
    {
        services.AddScoped<ReadActivity>();
        services.AddNavigation("Today", "", "home");
    }
}
