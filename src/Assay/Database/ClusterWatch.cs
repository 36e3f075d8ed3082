namespace Assay.Database;

/// <summary>Ends the server when its private PostgreSQL is gone, so that whoever supervises it starts both anew.</summary>
internal sealed class ClusterWatch(Cluster cluster, IHostApplicationLifetime lifetime) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await cluster.Lost.WaitAsync(stoppingToken);

        Environment.ExitCode = 3;
        lifetime.StopApplication();
    }
}
