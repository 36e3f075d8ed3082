using Microsoft.EntityFrameworkCore;

namespace Assay.Tokens;

/// <summary>What screens call a service account that did something.</summary>
internal sealed class ServiceAccountNames(Tenancy tenancy) : IProgramNames
{
    public async Task<IReadOnlyDictionary<string, string>> OfAsync(OrganizationId organization, CancellationToken stop)
    {
        await using var db = await tenancy.OpenAsync(organization, stop);
        return await db.Set<ServiceAccount>().AsNoTracking().ToDictionaryAsync(a => a.LedgerId, a => a.Name, stop);
    }
}
