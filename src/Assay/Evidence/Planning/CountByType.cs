using Microsoft.EntityFrameworkCore;

namespace Assay.Evidence;

/// <summary>How many items of each type the vault holds.</summary>
public sealed class CountByType(Tenancy tenancy)
{
    public async Task<IReadOnlyDictionary<string, int>> RunAsync(OrganizationId organization, CancellationToken stop)
    {
        await using var db = await tenancy.OpenAsync(organization, stop);
        return await db.Set<EvidenceItem>().Where(e => e.TypeId != "").GroupBy(e => e.TypeId).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, stop);
    }
}
