using Assay.Jobs;
using Microsoft.Extensions.Options;

namespace Assay.Ledger;

/// <summary>Numbers the entries of one organisation after the other, a few times a second.</summary>
internal sealed partial class Sequencer(
    AllOrganizations organizations, NumberEntries number, IOptions<LedgerOptions> options, TimeProvider clock, ILogger<Sequencer> log) : BackgroundService
{
    /// <summary>What it is called by in the ledger.</summary>
    public const string Name = "sequencer";

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.Interval, clock);

        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken)) await RunOnceAsync(stoppingToken);
        }
        catch (OperationCanceledException)
        {
            // What is committed and has no number yet gets it from the next process.
        }
    }

    /// <summary>One round over all organisations. Safe to repeat.</summary>
    public async Task RunOnceAsync(CancellationToken stop)
    {
        try
        {
            foreach (var organization in await organizations.ListAsync(stop)) await NumberAsync(organization, stop);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            Log.Unreachable(log, failure);         // the next tick looks again
        }
    }

    private async Task NumberAsync(OrganizationId organization, CancellationToken stop)
    {
        try
        {
            while (await number.RunAsync(organization, stop) == options.Value.BatchSize)
            {
                // There is more than one transaction takes.
            }
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            Log.Failed(log, organization, failure);        // one organisation's trouble must not stop the others
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "Entries could not be numbered because the database did not answer.")]
        public static partial void Unreachable(ILogger log, Exception failure);

        [LoggerMessage(LogLevel.Critical, "Entries of organisation {Organization} could not be numbered.")]
        public static partial void Failed(ILogger log, OrganizationId organization, Exception failure);
    }
}
