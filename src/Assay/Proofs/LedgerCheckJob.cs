using Assay.Jobs;

namespace Assay.Proofs;

/// <summary>Checks every organisation's log once a day.</summary>
internal sealed class LedgerCheckJob(AllOrganizations organizations, CheckLog check) : IJob
{
    public const string Name = "ledger-check";

    public async Task<string> RunOnceAsync(CancellationToken stop)
    {
        var (logs, damaged) = (0, 0);

        foreach (var organization in await organizations.ListAsync(stop))
        {
            var found = await check.RunAsync(Actor.Job(organization, Name), stop);
            logs++;
            if (!found.IsGood) damaged++;
        }

        return damaged == 0
            ? $"{logs} logs checked, all as they were written"
            : throw new LedgerDamagedException($"{damaged} of {logs} logs are not as they were written. See the ledger page of each organisation.");
    }
}
