namespace Assay.Jobs;

/// <summary>What happens by the clock, in whichever process has the role for it.</summary>
public static class JobsFeature
{
    public static void AddJobs(this IServiceCollection services, ServerRole roles)
    {
        services.AddSingleton<JobTable>();
        services.AddScoped(s => new ListJobs(s.GetRequiredService<JobTable>()));
        services.AddSingleton(s => new AllOrganizations(s.GetRequiredService<DatabaseSources>()));
        if (roles.HasFlag(ServerRole.Jobs)) services.AddHostedService<JobClock>();
    }

    /// <summary>A job of a feature. Every process knows it; the one that finds it due runs it.</summary>
    /// <param name="name">Lower case with hyphens; keeps its row over restarts and versions.</param>
    public static void AddJob<T>(this IServiceCollection services, string name, TimeSpan every) where T : class, IJob
    {
        services.AddScoped<T>();
        services.AddSingleton(new JobPlan(name, every, typeof(T)));
    }
}
