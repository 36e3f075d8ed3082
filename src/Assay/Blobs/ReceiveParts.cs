using Microsoft.EntityFrameworkCore;

namespace Assay.Blobs;

/// <summary>Takes a large file part by part, in any order, and gives it out as one.</summary>
public sealed class ReceiveParts
{
    /// <summary>How many files somebody may be sending at once.</summary>
    public const int MostAtOnce = 50;

    public static readonly TimeSpan Patience = TimeSpan.FromDays(1);

    private readonly Tenancy _tenancy;
    private readonly StoreBlob _store;
    private readonly IBlobPlace _place;
    private readonly BlobKeys _keys;
    private readonly TimeProvider _clock;

    internal ReceiveParts(Tenancy tenancy, StoreBlob store, IBlobPlace place, BlobKeys keys, TimeProvider clock) =>
        (_tenancy, _store, _place, _keys, _clock) = (tenancy, store, place, keys, clock);

    /// <param name="Have">The parts that are there.</param>
    public sealed record Progress(Upload Upload, IReadOnlyList<int> Have)
    {
        public bool IsWhole => Have.Count == Upload.Parts;
    }

    public enum PartOutcome
    {
        Stored,
        NotFound,

        /// <summary>It is not as long as this part of the file has to be.</summary>
        WrongSize,
    }

    /// <returns>Null where the file is too large or too many are being sent.</returns>
    public async Task<Upload?> BeginAsync(Actor actor, string fileName, long size, CancellationToken stop)
    {
        if (size <= 0 || size > _store.MaxBytes) return null;

        await using var db = await _tenancy.OpenAsync(actor.Organization, stop);
        if (await db.Set<Upload>().CountAsync(u => u.UserId == actor.UserId, stop) >= MostAtOnce) return null;

        var now = _clock.GetUtcNow();
        var upload = new Upload { Id = Guid.CreateVersion7(now), UserId = actor.UserId, FileName = fileName, Size = size, BeganAt = now };
        db.Add(upload);
        await db.CommitAsync(stop);
        return upload;
    }

    /// <returns>Null where this person began no such upload, or it was forgotten.</returns>
    public async Task<Progress?> ReadAsync(Actor actor, Guid id, CancellationToken stop)
    {
        await using var db = await _tenancy.OpenAsync(actor.Organization, stop);
        return await FindAsync(db, actor, id, stop) is { } upload
            ? new(upload, await db.Set<UploadPart>().AsNoTracking().Where(p => p.UploadId == id).Select(p => p.Number).Order().ToListAsync(stop))
            : null;
    }

    /// <summary>Stores one part. Sent twice, it is stored once.</summary>
    public async Task<PartOutcome> PutAsync(Actor actor, Guid id, int number, Stream content, CancellationToken stop)
    {
        if (await ReadAsync(actor, id, stop) is not { } progress || number < 0 || number >= progress.Upload.Parts) return PartOutcome.NotFound;
        if (progress.Have.Contains(number)) return PartOutcome.Stored;

        await using var blob = await _store.ReceiveAsync(actor.Organization, content, stop);
        if (blob?.Size != progress.Upload.SizeOf(number)) return PartOutcome.WrongSize;

        await using var db = await _tenancy.OpenAsync(actor.Organization, stop);
        db.Add(blob.AsPart(id, number));

        try
        {
            await db.CommitAsync(stop);
        }
        catch (DbUpdateException failure) when (failure.IsDuplicate)
        {
            // Another tab sent it at the same moment; what it sent is there, and this one's file is swept up later.
        }

        return PartOutcome.Stored;
    }

    /// <returns>The whole file, read from its parts as it is needed; null where one is missing.</returns>
    public async Task<Stream?> OpenAsync(Actor actor, Guid id, CancellationToken stop)
    {
        await using var db = await _tenancy.OpenAsync(actor.Organization, stop);
        if (await FindAsync(db, actor, id, stop) is not { } upload) return null;

        var parts = await db.Set<UploadPart>().AsNoTracking().Where(p => p.UploadId == id).OrderBy(p => p.Number).ToListAsync(stop);
        return parts.Count == upload.Parts
            ? new JoinedStream(parts.Select(p => (Func<Task<Stream>>)(async () => new UnsealingStream(await _place.OpenAsync(p.Place, stop), _keys.Open(p.SealedKey)))))
            : null;
    }

    /// <summary>Forgets an upload and its parts.</summary>
    public async Task DropAsync(OrganizationId organization, Guid id, CancellationToken stop)
    {
        await using var db = await _tenancy.OpenAsync(organization, stop);
        var places = await db.Set<UploadPart>().Where(p => p.UploadId == id).Select(p => p.Place).ToListAsync(stop);
        await db.Set<Upload>().Where(u => u.Id == id).ExecuteDeleteAsync(stop);
        await db.CommitAsync(stop);

        foreach (var place in places) await _place.RemoveAsync(place, stop);
    }

    /// <summary>Forgets what was begun longer ago than one may go on with it.</summary>
    public async Task ForgetOldAsync(OrganizationId organization, CancellationToken stop)
    {
        var before = _clock.GetUtcNow() - Patience;
        await using var db = await _tenancy.OpenAsync(organization, stop);
        var old = await db.Set<Upload>().AsNoTracking().Where(u => u.BeganAt < before).Select(u => u.Id).ToListAsync(stop);

        foreach (var id in old) await DropAsync(organization, id, stop);
    }

    private static Task<Upload?> FindAsync(AssayDb db, Actor actor, Guid id, CancellationToken stop) =>
        db.Set<Upload>().AsNoTracking().FirstOrDefaultAsync(u => u.Id == id && u.UserId == actor.UserId, stop);
}
