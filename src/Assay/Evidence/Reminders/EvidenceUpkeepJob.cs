using Assay.Blobs;
using Assay.Jobs;

namespace Assay.Evidence;

/// <summary>Holds every stored file to its digest, and clears away what was never finished.</summary>
public sealed class EvidenceUpkeepJob(AllOrganizations organizations, VerifyEvidence verify, SweepBlobs sweep, ReceiveParts uploads) : IJob
{
    public const string Name = "evidence-upkeep";

    public async Task<string> RunOnceAsync(CancellationToken stop)
    {
        var (files, damaged, swept) = (0, 0, 0);

        foreach (var organization in await organizations.ListAsync(stop))
        {
            await uploads.ForgetOldAsync(organization, stop);
            swept += await sweep.RunAsync(organization, stop);

            var result = await verify.RunAsync(Actor.Job(organization, Name), stop);
            (files, damaged) = (files + result.Files, damaged + result.Faults.Count);
        }

        return $"{files} files verified, {damaged} not what was stored, {swept} leftovers removed";
    }
}
