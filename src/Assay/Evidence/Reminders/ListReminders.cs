using Microsoft.EntityFrameworkCore;

namespace Assay.Evidence;

/// <summary>What evidence is due, late or escalated, the oldest first.</summary>
public sealed class ListReminders(Tenancy tenancy)
{
    private const int _most = 500;

    public async Task<IReadOnlyList<EvidenceReminder>> RunAsync(OrganizationId organization, CancellationToken stop)
    {
        await using var db = await tenancy.OpenAsync(organization, stop);
        return await db.Set<EvidenceReminder>().AsNoTracking().Where(r => r.State != ReminderState.Done)
            .OrderBy(r => r.PeriodTo).ThenBy(r => r.ControlId).Take(_most).ToListAsync(stop);
    }
}
