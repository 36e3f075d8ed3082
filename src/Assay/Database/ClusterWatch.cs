using Npgsql;

namespace Assay.Database;

/// <summary>
/// Starts the private PostgreSQL anew when it is gone: killed, or out of disk. Where it does not come up, the server ends, so that
/// whoever supervises it hears of it.
/// </summary>
internal sealed partial class ClusterWatch(Cluster cluster, DatabaseSources sources, IHostApplicationLifetime lifetime, ILogger<ClusterWatch> log) : BackgroundService
{
    /// <summary>Seconds before each try: a full disk may be seen to meanwhile.</summary>
    private static readonly int[] _pauses = [0, 1, 2, 4, 8, 15, 30];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        do
        {
            await cluster.Lost.WaitAsync(stoppingToken);
        }
        while (await StartAgainAsync(stoppingToken));

        Environment.ExitCode = 3;
        lifetime.StopApplication();
    }

    private async Task<bool> StartAgainAsync(CancellationToken stop)
    {
        foreach (var pause in _pauses)
        {
            await Task.Delay(TimeSpan.FromSeconds(pause), stop);

            try
            {
                await cluster.StartAgainAsync(stop);
                sources.Clear();                     // its connections lead nowhere; each would fail one request
                NpgsqlConnection.ClearAllPools();
                Log.Back(log);
                return true;
            }
            catch (StartRefusedException refused)
            {
                Log.Down(log, refused.Message);
            }
        }

        return false;
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "PostgreSQL was started anew after it had gone.")]
        public static partial void Back(ILogger log);

        [LoggerMessage(LogLevel.Critical, "PostgreSQL does not come up: {Reason}")]
        public static partial void Down(ILogger log, string reason);
    }
}
