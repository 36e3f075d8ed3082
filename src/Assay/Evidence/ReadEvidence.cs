using Assay.Blobs;
using Assay.Catalog;
using Microsoft.EntityFrameworkCore;

namespace Assay.Evidence;

/// <summary>One item with its versions, what was said of each, and its history.</summary>
public sealed class ReadEvidence(Tenancy tenancy, ReadBlob blobs, CatalogLibrary catalog, ActorNames names)
{
    private const int _historyShown = 100;

    /// <param name="Reviews">The last word first.</param>
    public sealed record VersionLine(EvidenceVersion Version, string AddedBy, IReadOnlyList<ReviewLine> Reviews);

    public sealed record ReviewLine(bool Accepted, string Reason, string By, DateTimeOffset At);

    public sealed record Result(
        EvidenceItem Item, IReadOnlyList<VersionLine> Versions, IReadOnlyList<string> Controls, IReadOnlyList<string> Criteria,
        IReadOnlyList<LedgerEntry> History, IReadOnlyDictionary<string, string> Names, bool IsStale)
    {
        public VersionLine Latest => Versions[0];

        public string Status => EvidenceWords.Of(Item.Status, IsStale);
    }

    /// <returns>Null where the organisation has no such item.</returns>
    public async Task<Result?> RunAsync(Actor actor, Guid id, CancellationToken stop)
    {
        await using var db = await tenancy.OpenAsync(actor.Organization, stop);
        if (await db.Set<EvidenceItem>().AsNoTracking().FirstOrDefaultAsync(e => e.Id == id, stop) is not { } item) return null;

        var versions = await db.Set<EvidenceVersion>().AsNoTracking().Where(v => v.EvidenceId == id).OrderByDescending(v => v.Number).ToListAsync(stop);
        var reviews = await db.Set<EvidenceReview>().AsNoTracking().Where(r => r.EvidenceId == id).OrderByDescending(r => r.Round).ToListAsync(stop);
        var known = await names.OfAsync(actor.Organization, stop);
        string Name(Guid user, bool service = false) => known.GetValueOrDefault(Ledger(user, service), Ledger(user, service));

        return new(item,
            [.. versions.Select(v => new VersionLine(v, Name(v.AddedBy, v.AddedByService),
                [.. reviews.Where(r => r.Number == v.Number).Select(r => new ReviewLine(r.Accepted, r.Reason, Name(r.ReviewedBy), r.ReviewedAt))]))],
            await db.Set<EvidenceControl>().AsNoTracking().Where(l => l.EvidenceId == id).Select(l => l.ControlId).Order().ToListAsync(stop),
            await db.Set<EvidenceCriterion>().AsNoTracking().Where(l => l.EvidenceId == id).Select(l => l.CriterionId).Order().ToListAsync(stop),
            await db.Set<LedgerEntry>().AsNoTracking().Where(e => e.Subject == item.Subject).OrderByDescending(e => e.EntryId).Take(_historyShown).ToListAsync(stop),
            known, item.IsStale(await db.TodayAsync(stop)));
    }

    /// <returns>The name and the bytes of a version; null where there is none.</returns>
    /// <exception cref="BlobDamagedException">The bytes are not those that were stored.</exception>
    public async Task<(EvidenceVersion Version, Stream Content)?> OpenAsync(OrganizationId organization, Guid id, int number, CancellationToken stop)
    {
        await using var db = await tenancy.OpenAsync(organization, stop);
        var found = await (
            from version in db.Set<EvidenceVersion>().AsNoTracking()
            join blob in db.Set<Blob>() on new { version.OrganizationId, version.Digest } equals new { blob.OrganizationId, blob.Digest }
            where version.EvidenceId == id && version.Number == number
            select new { version, blob }).FirstOrDefaultAsync(stop);

        return found is null ? null : (found.version, await blobs.OpenAsync(found.blob, stop));
    }

    /// <summary>The criteria that an item serves, its controls' among them.</summary>
    public IReadOnlyList<string> CriteriaOf(Result found) =>
        [.. found.Criteria.Concat(found.Controls.Where(c => catalog.Controls.TryGet(c, out _)).SelectMany(c => catalog.Controls[c].Criteria.Select(m => m.Id))).Distinct().Order(StringComparer.Ordinal)];

    private static string Ledger(Guid user, bool service) => $"{(service ? "service" : "user")}/{user:n}";
}
