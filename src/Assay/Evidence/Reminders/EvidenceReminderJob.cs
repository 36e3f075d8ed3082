using Assay.Gaps;
using Assay.Jobs;

namespace Assay.Evidence;

/// <summary>Looks at what evidence is due, and at tasks whose evidence has grown stale.</summary>
public sealed class EvidenceReminderJob(AllOrganizations organizations, RemindOwners remind, ReopenTasks reopen) : IJob
{
    public const string Name = "evidence-reminders";

    public async Task<string> RunOnceAsync(CancellationToken stop)
    {
        var (reminded, reopened) = (0, 0);

        foreach (var organization in await organizations.ListAsync(stop))
        {
            var actor = Actor.Job(organization, Name);
            reminded += await remind.RunAsync(actor, stop);
            reopened += (await reopen.RunAsync(actor, stop)).Count;
        }

        return $"{reminded} reminders, {reopened} tasks opened again";
    }
}
