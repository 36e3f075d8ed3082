using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Configuration.Memory;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Assay;

/// <summary>What the process itself has, before any feature: logs, a clock, its roles, and whether it is well.</summary>
internal static class ServerSetup
{
    private static readonly Dictionary<string, string?> _defaults = new()
    {
        ["Logging:LogLevel:Default"] = "Information",
        ["Logging:LogLevel:Microsoft"] = "Warning",
        ["Logging:LogLevel:Npgsql"] = "Warning",

        // A refused insert is how two people who save at once are told apart; what nobody handles is logged by the web house.
        ["Logging:LogLevel:Microsoft.EntityFrameworkCore"] = "Critical",
    };

    public static void AddServer(this WebApplicationBuilder builder, ServerArguments arguments)
    {
        // Below every other source, so that a file, a variable or the command line may say otherwise.
        builder.Configuration.Sources.Insert(0, new MemoryConfigurationSource { InitialData = _defaults });

        // Standard output belongs to what the server has to say to the person who started it.
        builder.Logging.ClearProviders();
        builder.Services.Configure<Microsoft.Extensions.Logging.Console.ConsoleLoggerOptions>(o => o.LogToStandardErrorThreshold = LogLevel.Trace);

        if (Console.IsErrorRedirected)
            builder.Logging.AddJsonConsole(o => (o.UseUtcTimestamp, o.TimestampFormat) = (true, "yyyy-MM-ddTHH:mm:ss.fffZ"));
        else
            builder.Logging.AddSimpleConsole(o => (o.SingleLine, o.TimestampFormat) = (true, "HH:mm:ss "));

        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(typeof(ServerRole), arguments.Roles);
        builder.Services.AddHealthChecks();
    }

    /// <summary><c>/healthz</c>: the process answers, do not kill it. <c>/readyz</c>: it can serve, send it requests.</summary>
    public static void MapServer(this WebApplication app)
    {
        app.MapHealthChecks("/healthz", new HealthCheckOptions { Predicate = _ => false }).AllowAnonymous();
        app.MapHealthChecks("/readyz", new HealthCheckOptions { Predicate = check => check.Tags.Contains(DatabaseCheck.Tag) }).AllowAnonymous();
    }
}
