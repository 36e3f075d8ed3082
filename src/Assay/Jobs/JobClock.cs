namespace Assay.Jobs;

/// <summary>Looks once a second for jobs that are due, and runs those that it can claim.</summary>
internal sealed partial class JobClock(JobTable table, IEnumerable<JobPlan> plans, IServiceScopeFactory scopes, TimeProvider clock, ILogger<JobClock> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1), clock);
        List<Task> rounds = [];
        var planned = false;

        while (await NextAsync(timer, stoppingToken))
        {
            try
            {
                if (!planned) await PlanAsync(stoppingToken);
                planned = true;

                foreach (var name in await table.DueAsync(stoppingToken))
                {
                    // A job that is not known here is of a newer version, which runs beside this one.
                    if (plans.FirstOrDefault(p => p.Name == name) is { } plan && await table.ClaimAsync(plan.Name, stoppingToken)) rounds.Add(RunAsync(plan, stoppingToken));
                }
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                Log.Unreachable(log, failure);         // the database is away for a moment; the next tick looks again
            }

            rounds.RemoveAll(r => r.IsCompleted);
        }

        await Task.WhenAll(rounds);
    }

    private async Task PlanAsync(CancellationToken stop)
    {
        foreach (var plan in plans) await table.PlanAsync(plan, stop);
    }

    private async Task RunAsync(JobPlan plan, CancellationToken stop)
    {
        using var lost = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var holding = HoldAsync(plan, lost);

        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var result = await Task.Run(() => ((IJob)scope.ServiceProvider.GetRequiredService(plan.Type)).RunOnceAsync(lost.Token), lost.Token);
            await table.FinishAsync(plan, result, failed: false, stop);
        }
        catch (OperationCanceledException) when (lost.IsCancellationRequested)
        {
            await TryAsync(table.ReleaseAsync(plan.Name, CancellationToken.None));
        }
        catch (Exception failure)
        {
            Log.Failed(log, plan.Name, failure);       // one bad round must not end the clock
            await TryAsync(table.FinishAsync(plan, failure.Message, failed: true, CancellationToken.None));
        }
        finally
        {
            await lost.CancelAsync();
            await holding;
        }
    }

    /// <summary>Says while a long round runs that it still does; where another took it over, this one ends.</summary>
    private async Task HoldAsync(JobPlan plan, CancellationTokenSource lost)
    {
        try
        {
            using var timer = new PeriodicTimer(JobTable.Claim / 4, clock);
            while (await timer.WaitForNextTickAsync(lost.Token))
            {
                if (!await table.HoldAsync(plan.Name, lost.Token)) await lost.CancelAsync();
            }
        }
        catch (OperationCanceledException)
        {
            // The round is over.
        }
        catch (Exception failure)
        {
            Log.Unreachable(log, failure);
            await lost.CancelAsync();                  // whoever cannot say that he still runs may soon run twice
        }
    }

    private async Task TryAsync(Task write)
    {
        try
        {
            await write;
        }
        catch (Exception failure)
        {
            Log.Unreachable(log, failure);             // the claim lapses by itself
        }
    }

    private static async Task<bool> NextAsync(PeriodicTimer timer, CancellationToken stop)
    {
        try
        {
            return await timer.WaitForNextTickAsync(stop);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "The job {Name} failed; it runs again at its next time.")]
        public static partial void Failed(ILogger log, string name, Exception failure);

        [LoggerMessage(LogLevel.Error, "The table of jobs could not be reached.")]
        public static partial void Unreachable(ILogger log, Exception failure);
    }
}
