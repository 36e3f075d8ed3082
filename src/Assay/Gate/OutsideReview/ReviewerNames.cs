using Microsoft.EntityFrameworkCore;

namespace Assay.Gate;

/// <summary>Outside reviewers by name, for screens.</summary>
internal sealed class ReviewerNames(Tenancy tenancy) : IProgramNames
{
    public async Task<IReadOnlyDictionary<string, string>> OfAsync(OrganizationId organization, CancellationToken stop)
    {
        await using var db = await tenancy.OpenAsync(organization, stop);
        return await db.Set<OutsideReviewer>().AsNoTracking().ToDictionaryAsync(r => OutsideReviewer.LedgerIdOf(r.Id), r => $"{r.Name} ({r.Firm}, from outside)", stop);
    }
}
