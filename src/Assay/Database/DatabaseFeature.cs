using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Assay.Database;

/// <summary>A private PostgreSQL by default, a server where a connection string names one.</summary>
public static class DatabaseFeature
{
    public static void AddDatabase(this WebApplicationBuilder builder)
    {
        var services = builder.Services;

        services.AddOptions<DatabaseOptions>().BindConfiguration("Assay").ValidateDataAnnotations().ValidateOnStart();

        if (builder.Configuration.GetConnectionString("Assay") is { Length: > 0 } server)
        {
            services.AddSingleton(DatabaseAddress.OnServer(server, builder.Configuration.GetConnectionString("AssayBulk")));
        }
        else
        {
            services.AddSingleton<Cluster>();
            services.AddSingleton(s => s.GetRequiredService<Cluster>().Address);
            services.AddHostedService<ClusterWatch>();
        }

        services.AddSingleton<DatabaseSources>();
        services.AddSingleton(s => new Migrations(Migrations.Shipped(), s.GetRequiredService<TimeProvider>(), s.GetRequiredService<ILogger<Migrations>>()));

        // The connection is each context's own: what EF learns of the model and of the queries then serves every host of a process.
        services.AddSingleton(s => new DbContextOptionsBuilder<AssayDb>().UseNpgsql().UseApplicationServiceProvider(s).Options);
        services.AddSingleton(s => new Tenancy(s.GetRequiredService<DbContextOptions<AssayDb>>(), s.GetRequiredService<DatabaseSources>().App, s.GetRequiredService<TimeProvider>()));
        services.AddHealthChecks().AddCheck<DatabaseCheck>("database", tags: [DatabaseCheck.Tag]);
    }

    /// <summary>Starts the private cluster where there is one, and brings the schema to what this version needs.</summary>
    /// <exception cref="StartRefusedException">For a reason that the person who starts it can mend.</exception>
    public static async Task StartDatabaseAsync(this WebApplication app)
    {
        var stop = app.Lifetime.ApplicationStopping;
        CheckOptions(app);

        if (app.Services.GetService<Cluster>() is { } cluster)
            await cluster.StartAsync(stop);
        else
            await DatabaseRoles.PrepareServerAsync(app.Services.GetRequiredService<DatabaseSources>().Owner, stop);

        await app.Services.GetRequiredService<Migrations>().ApplyAsync(app.Services.GetRequiredService<DatabaseSources>().Owner, stop);
    }

    // The host validates options when it runs, which is after the cluster has been made where they say.
    private static void CheckOptions(WebApplication app)
    {
        try
        {
            app.Services.GetRequiredService<IStartupValidator>().Validate();
        }
        catch (OptionsValidationException wrong)
        {
            throw new StartRefusedException(string.Join(' ', wrong.Failures), wrong);
        }
    }
}
