using Assay.Catalog;
using Microsoft.EntityFrameworkCore;

namespace Assay.Adoption;

/// <summary>The controls that the company adopted, and the records that they are to leave.</summary>
public sealed class ListAdopted(Tenancy tenancy, CatalogLibrary catalog)
{
    public sealed record EvidenceLine(string ControlId, string EvidenceId, string Title, string Frequency, string CollectedBy);

    public async Task<IReadOnlyList<AdoptedControl>> ControlsAsync(OrganizationId organization, CancellationToken stop)
    {
        await using var db = await tenancy.OpenAsync(organization, stop);
        return await db.Set<AdoptedControl>().AsNoTracking().OrderBy(c => c.ControlId).ToListAsync(stop);
    }

    public async Task<IReadOnlyList<EvidenceLine>> EvidenceAsync(OrganizationId organization, CancellationToken stop)
    {
        await using var db = await tenancy.OpenAsync(organization, stop);
        var rows = await db.Set<PlannedEvidenceRow>().AsNoTracking().OrderBy(e => e.EvidenceId).ThenBy(e => e.ControlId).ToListAsync(stop);

        return [.. from row in rows
                   let title = catalog.Evidence.TryGet(row.EvidenceId, out var type) ? type.Title : row.EvidenceId
                   select new EvidenceLine(row.ControlId, row.EvidenceId, title, Catalog.Content.Words.Word(row.Frequency), row.CollectedBy)];
    }
}
