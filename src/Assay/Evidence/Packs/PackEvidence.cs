using System.Globalization;
using System.Text;
using Assay.Blobs;
using Assay.Catalog.Content;
using Assay.Proofs;
using Microsoft.EntityFrameworkCore;

namespace Assay.Evidence;

/// <summary>
/// Hands accepted evidence over as one ZIP that proves itself: the files, an index, and for each version the ledger's proofs that
/// it was filed and accepted. Streams; what is held are a line for each version and the proofs of one batch.
/// </summary>
public sealed class PackEvidence(Tenancy tenancy, ReadBlob blobs, ProveEntries prove, ReadLog log, ActorNames names, TimeProvider clock)
{
    private const int _batch = 100;

    /// <param name="From">Only what covers a day from here on.</param>
    /// <param name="To">Only what covers a day up to here.</param>
    /// <param name="Control">Only what serves this control.</param>
    public sealed record Query(DateOnly? From, DateOnly? To, string? Control);

    /// <summary>Which company's, and whether it is the sample.</summary>
    public sealed record Company(string Name, bool IsSample);

    /// <returns>How many versions such a pack would hold.</returns>
    public async Task<int> CountAsync(Actor actor, Query query, CancellationToken stop)
    {
        await using var db = await tenancy.OpenAsync(actor.Organization, stop);
        return await Fitting(db, query).CountAsync(stop);
    }

    /// <param name="to">Need not be seekable.</param>
    /// <exception cref="BlobDamagedException">What is kept of a file is not what was stored; the pack breaks off and is none.</exception>
    public async Task RunAsync(Actor actor, Company company, Query query, Stream to, CancellationToken stop)
    {
        PackWriter pack = new(to, EntryText.Kept(clock.GetUtcNow()));
        PackSums sums = new(pack);
        List<PackedFile> files = [];
        var checkpoint = "";

        while (await BatchAsync(actor, query, files is [.., var last] ? (last.Id, last.Number) : null, files.Count, stop) is { Count: > 0 } batch)
        {
            foreach (var (file, blob) in batch)
            {
                await using var content = await blobs.OpenAsync(blob, stop);
                if (await sums.AddAsync(file.Path, content, stop) != file.Digest) throw new BlobDamagedException($"'{file.FileName}' has another digest.");
            }

            var proofs = await prove.RunAsync(actor, [.. batch.SelectMany(b => b.File.Entries)], stop);
            foreach (var (file, entry) in batch.SelectMany(b => b.File.Entries.Select(entry => (b.File, entry))))
            {
                await sums.AddProofAsync(entry, proofs[entry], file.Path, stop);
                checkpoint = proofs[entry].Checkpoint;
            }

            files.AddRange(batch.Select(b => b.File));
        }

        await sums.AddAsync("checkpoint", Bytes(checkpoint), stop);
        await sums.AddAsync("index.json", new MemoryStream(PackIndex.Json(company, query, files)), stop);
        await sums.AddAsync("index.html", Bytes(PackIndex.Html(company, query, files)), stop);
        await sums.AddAsync("README.txt", Bytes(PackIndex.ReadMe), stop);
        await pack.AddAsync("SHA256SUMS", Bytes(sums.ToString()), stop);
        await SealAsync(actor, query, files, pack, await pack.ManifestAsync(stop), stop);
    }

    /// <summary>Tells the ledger of the pack, and closes the pack with the proof that it did.</summary>
    private async Task SealAsync(Actor actor, Query query, List<PackedFile> files, PackWriter pack, string manifest, CancellationToken stop)
    {
        LedgerEntry told;

        await using (var db = await tenancy.OpenAsync(actor.Organization, stop))
        {
            told = LedgerEntry.Of(db.Organization, actor.LedgerId, "evidence.pack_made", $"evidence_pack/{Guid.CreateVersion7(clock.GetUtcNow()):n}", new
            {
                manifest_sha256 = manifest,
                files = files.Count,
                bytes = files.Sum(f => f.Size),
                from = Day(query.From),
                to = Day(query.To),
                control = query.Control,
            }, clock);
            db.Add(told);
            await db.CommitAsync(stop);
        }

        var proof = (await prove.RunAsync(actor, [told.EntryId], stop))[told.EntryId];
        await pack.SealAsync(proof, (await log.KeysAsync(actor, stop))!, stop);
    }

    private static IQueryable<EvidenceVersion> Fitting(AssayDb db, Query query)
    {
        var versions = db.AcceptedVersions();

        if (query.From is { } from) versions = versions.Where(v => v.CoversTo >= from);
        if (query.To is { } to) versions = versions.Where(v => v.CoversFrom <= to);
        if (query.Control is { } control) versions = versions.Where(v => db.Set<EvidenceControl>().Any(l => l.EvidenceId == v.EvidenceId && l.ControlId == control));

        return versions;
    }

    private async Task<IReadOnlyList<(PackedFile File, Blob Blob)>> BatchAsync(Actor actor, Query query, (Guid Id, int Number)? after, int before, CancellationToken stop)
    {
        var known = await names.OfAsync(actor.Organization, stop);
        await using var db = await tenancy.OpenAsync(actor.Organization, stop);

        var versions = Fitting(db, query);
        if (after is var (id, number)) versions = versions.Where(v => v.EvidenceId > id || (v.EvidenceId == id && v.Number > number));

        var found = await (
            from version in versions.OrderBy(v => v.EvidenceId).ThenBy(v => v.Number).Take(_batch)
            join item in db.Set<EvidenceItem>().AsNoTracking() on new { version.OrganizationId, version.EvidenceId } equals new { item.OrganizationId, EvidenceId = item.Id }
            join blob in db.Set<Blob>().AsNoTracking() on new { version.OrganizationId, version.Digest } equals new { blob.OrganizationId, blob.Digest }
            orderby version.EvidenceId, version.Number
            select new { version, item, blob }).ToListAsync(stop);

        var ids = found.Select(f => f.item.Id).Distinct().ToList();
        var controls = (await db.Set<EvidenceControl>().AsNoTracking().Where(l => ids.Contains(l.EvidenceId)).ToListAsync(stop)).ToLookup(l => l.EvidenceId, l => l.ControlId);
        var entries = await EntriesAsync(db, [.. found.Select(f => f.item.Subject).Distinct()], stop);

        return [.. found.Select((f, i) =>
        {
            var about = entries[f.item.Subject].Where(e => e.Body.Contains($"\"{f.version.Digest}\"", StringComparison.Ordinal) && e.Body.Contains($"\"number\":{f.version.Number},", StringComparison.Ordinal)).ToList();
            var accepted = about.LastOrDefault(e => e.Kind == "evidence.accepted");

            return (new PackedFile(
                f.item.Id, f.item.Title, f.item.Kind.Word(), f.item.TypeId, f.version.Number, $"files/{before + i + 1:0000}-{PackNames.Safe(f.version.FileName)}", f.version.FileName,
                f.version.Size, f.version.Digest, f.version.CoversFrom, f.version.CoversTo == DateOnly.MaxValue ? null : f.version.CoversTo, [.. controls[f.item.Id].Order(StringComparer.Ordinal)],
                f.version.Source.Word(), f.version.Collector, f.version.AddedAt,
                accepted is null ? "" : known.GetValueOrDefault(accepted.Actor, accepted.Actor), accepted?.OccurredAt,
                [.. about.Where(e => e.Kind is not "evidence.accepted" || e == accepted).Select(e => e.EntryId)]), f.blob);
        })];
    }

    /// <summary>What the ledger tells of their filing and acceptance, oldest first.</summary>
    private static async Task<ILookup<string, LedgerEntry>> EntriesAsync(AssayDb db, IReadOnlyCollection<string> subjects, CancellationToken stop)
    {
        string[] kinds = ["evidence.added", "evidence.version_added", "evidence.accepted"];
        return (await db.Set<LedgerEntry>().AsNoTracking().Where(e => subjects.Contains(e.Subject) && kinds.Contains(e.Kind)).OrderBy(e => e.EntryId).ToListAsync(stop)).ToLookup(e => e.Subject);
    }

    private static MemoryStream Bytes(string text) => new(Encoding.UTF8.GetBytes(text));

    private static string? Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
