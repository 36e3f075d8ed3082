using Assay.Blobs;
using Assay.Catalog;
using Assay.Catalog.Content;
using Microsoft.EntityFrameworkCore;

namespace Assay.Evidence;

/// <summary>
/// Files evidence within a transaction that is open already, so that what the product itself does and the record of it
/// commit together. Store the bytes first (<see cref="StoreBlob.ReceiveAsync"/>), then add, then commit.
/// </summary>
public sealed class KeepEvidence(CatalogLibrary catalog, StoreBlob store, TimeProvider clock)
{
    /// <param name="IsNew">False where the same file for the same period is there already.</param>
    public sealed record Kept(Guid Id, int Number, bool IsNew);

    /// <summary>Takes the bytes in, before any transaction is open.</summary>
    /// <exception cref="InvalidOperationException">They are longer than a file may be.</exception>
    public async Task<IncomingBlob> StoreAsync(OrganizationId organization, ReadOnlyMemory<byte> content, CancellationToken stop)
    {
        using var bytes = new MemoryStream(content.ToArray(), writable: false);
        return await store.ReceiveAsync(organization, bytes, stop) ?? throw new InvalidOperationException($"The evidence is longer than {store.MaxBytes} bytes.");
    }

    /// <exception cref="ArgumentException">The filing breaks a rule; what a program files must not.</exception>
    public async Task<Kept> AddAsync(AssayDb db, Actor actor, IncomingBlob blob, string fileName, Filing filing, Collected collected, CancellationToken stop)
    {
        if (FilingRules.Refuse(catalog, filing, await db.TodayAsync(stop)).FirstOrDefault() is { } wrong) throw new ArgumentException(wrong.Message, nameof(filing));
        if (FileRules.Refuse(fileName, blob.Head.Span) is { } refusal) throw new ArgumentException(refusal, nameof(fileName));

        return await AddAsync(db, actor, null, blob, fileName, filing, collected, stop);
    }

    internal async Task<Kept> AddAsync(AssayDb db, Actor actor, EvidenceItem? item, IncomingBlob blob, string fileName, Filing filing, Collected collected, CancellationToken stop)
    {
        var (from, to) = (filing.From!.Value, filing.LastDay);

        if (await SameAsync(db, blob.Digest, filing.Kind, from, to, stop) is { } same)
        {
            await LinkAsync(db, actor, same.EvidenceId, filing, stop);
            return new(same.EvidenceId, same.Number, IsNew: false);
        }

        await blob.KeepAsync(db, stop);
        var number = item?.AddVersion(collected.Source) ?? 1;
        if (item is null) db.Add(item = NewItem(fileName, filing, collected));

        var version = new EvidenceVersion
        {
            EvidenceId = item.Id,
            Number = number,
            Kind = item.Kind,
            Digest = blob.Digest,
            FileName = fileName,
            MediaType = FileRules.MediaTypeOf(fileName)!,
            Size = blob.Size,
            CoversFrom = from,
            CoversTo = to,
            Note = filing.Note?.Trim() ?? "",
            Source = collected.Source,
            Collector = collected.Collector,
            Run = collected.Run,
            AddedBy = actor.UserId,
            AddedByService = actor.IsService,
            AddedAt = clock.GetUtcNow(),
        };
        db.Add(version);
        await LinkAsync(db, actor, item.Id, filing, stop, isNew: number == 1);
        Record(db, actor, item, version, filing);

        return new(item.Id, number, IsNew: true);
    }

    internal static async Task<EvidenceVersion?> SameAsync(AssayDb db, string digest, EvidenceKind kind, DateOnly from, DateOnly to, CancellationToken stop) =>
        await db.Set<EvidenceVersion>().AsNoTracking().FirstOrDefaultAsync(v => v.Digest == digest && v.Kind == kind && v.CoversFrom == from && v.CoversTo == to, stop);

    private EvidenceItem NewItem(string fileName, Filing filing, Collected collected) => new()
    {
        Id = Guid.CreateVersion7(clock.GetUtcNow()),
        Title = string.IsNullOrWhiteSpace(filing.Title) ? fileName : filing.Title.Trim(),
        Kind = filing.Kind,
        TypeId = filing.Type ?? "",
        Source = collected.Source,
        AddedAt = clock.GetUtcNow(),
    };

    /// <summary>Adds the links that are not there yet. A file that comes again may name a further control; it takes none away.</summary>
    private static async Task LinkAsync(AssayDb db, Actor actor, Guid id, Filing filing, CancellationToken stop, bool isNew = false)
    {
        var controls = isNew ? [] : await db.Set<EvidenceControl>().AsNoTracking().Where(l => l.EvidenceId == id).Select(l => l.ControlId).ToListAsync(stop);
        var criteria = isNew ? [] : await db.Set<EvidenceCriterion>().AsNoTracking().Where(l => l.EvidenceId == id).Select(l => l.CriterionId).ToListAsync(stop);
        var (newControls, newCriteria) = (filing.Controls.Distinct().Except(controls).ToList(), filing.Criteria.Distinct().Except(criteria).ToList());

        db.AddRange(newControls.Select(c => new EvidenceControl { EvidenceId = id, ControlId = c }));
        db.AddRange(newCriteria.Select(c => new EvidenceCriterion { EvidenceId = id, CriterionId = c }));
        if (!isNew && newControls.Count + newCriteria.Count > 0) db.Record(actor, "evidence.linked", $"evidence/{id:n}", new { controls = newControls, criteria = newCriteria });
    }

    /// <summary>Titles, file names and notes may name people, so the ledger keeps the digest instead.</summary>
    private static void Record(AssayDb db, Actor actor, EvidenceItem item, EvidenceVersion version, Filing filing) =>
        db.Record(actor, version.Number == 1 ? "evidence.added" : "evidence.version_added", item.Subject, new
        {
            number = version.Number,
            digest = version.Digest,
            size = version.Size,
            kind = item.Kind.Word(),
            type = item.TypeId,
            covers_from = $"{version.CoversFrom:yyyy-MM-dd}",
            covers_to = version.CoversTo == DateOnly.MaxValue ? null : $"{version.CoversTo:yyyy-MM-dd}",
            controls = filing.Controls,
            criteria = filing.Criteria,
            source = version.Source.Word(),
            collector = version.Collector,
            run = version.Run,
        });
}
