using Assay.Catalog;
using Assay.Catalog.Adoption;
using Assay.Catalog.Content;
using Microsoft.EntityFrameworkCore;

namespace Assay.Adoption;

/// <summary>Where the catalog of now differs from what the company took, item by item. What the company made its own stays.</summary>
public sealed class CatalogUpdates(Tenancy tenancy, CatalogLibrary catalog)
{
    /// <param name="Digest">Of the newer item: what is taken is what was shown.</param>
    /// <param name="Own">Fields that the company changed, which an update leaves alone.</param>
    public sealed record Update(Control Control, string Digest, IReadOnlyList<ItemDifference> Differences, IReadOnlyList<string> Own);

    public enum Outcome
    {
        Taken,
        NotFound,

        /// <summary>The catalog or the control changed since it was shown.</summary>
        Overtaken,
    }

    public async Task<IReadOnlyList<Update>> RunAsync(OrganizationId organization, CancellationToken stop)
    {
        await using var db = await tenancy.OpenAsync(organization, stop);
        var adopted = await db.Set<AdoptedControl>().AsNoTracking().Where(c => c.State == AdoptedState.Active).OrderBy(c => c.ControlId).ToListAsync(stop);

        return [.. from row in adopted
                   where CatalogItems.Controls.Contains(row.ControlId)
                   let now = CatalogItems.Controls[row.ControlId]
                   where now.Digest != row.CatalogDigest
                   select new Update(catalog.Controls[row.ControlId], now.Digest, ItemDifference.Between(row.CatalogItem, now.Json), OwnFields(row))];
    }

    public async Task<Outcome> TakeAsync(Actor actor, string controlId, string seenDigest, CancellationToken stop)
    {
        await using var db = await tenancy.OpenAsync(actor.Organization, stop);
        if (await db.Set<AdoptedControl>().FirstOrDefaultAsync(c => c.ControlId == controlId, stop) is not { } row) return Outcome.NotFound;
        if (!CatalogItems.Controls.Contains(controlId) || CatalogItems.Controls[controlId] is var (digest, json) && digest != seenDigest) return Outcome.Overtaken;

        var (before, own, control) = (row.CatalogDigest, OwnFields(row), catalog.Controls[controlId]);
        if (!own.Contains("owner")) row.Owner = control.Owner;
        if (!own.Contains("frequency")) row.Frequency = control.Frequency;
        (row.CatalogDigest, row.CatalogItem) = CatalogItems.Controls[controlId];

        db.Record(actor, "control.updated", row.Subject, new { control = controlId, catalog_before = before, catalog = row.CatalogDigest, kept = own });

        try
        {
            await db.CommitAsync(stop);
            return Outcome.Taken;
        }
        catch (DbUpdateConcurrencyException)
        {
            return Outcome.Overtaken;
        }
    }

    private static List<string> OwnFields(AdoptedControl row)
    {
        using var taken = System.Text.Json.JsonDocument.Parse(row.CatalogItem);
        List<string> own = [];

        if (taken.RootElement.GetProperty("owner").GetString() != row.Owner) own.Add("owner");
        if (taken.RootElement.GetProperty("frequency").GetString() != row.Frequency.Word()) own.Add("frequency");
        return own;
    }
}
