using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Assay.Database;

/// <summary>Ready: the database answers and has the schema that this version needs.</summary>
internal sealed class DatabaseCheck(DatabaseSources sources, Migrations migrations) : IHealthCheck
{
    public const string Tag = "ready";

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        await migrations.AreAppliedAsync(sources.Owner, cancellationToken)
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Unhealthy("The schema is older than this version needs.");
}
