using Microsoft.EntityFrameworkCore;

namespace Assay.Blobs;

/// <summary>Bytes that are on disk and that no transaction has kept yet. Disposed before that, they are removed.</summary>
public sealed class IncomingBlob : IAsyncDisposable
{
    /// <summary>How much of the beginning is at hand, to see what kind of file it is.</summary>
    public const int HeadBytes = 4_096;

    private readonly Blob _blob;
    private readonly IBlobPlace _place;
    private bool _kept;

    internal IncomingBlob(Blob blob, byte[] head, IBlobPlace place) => (_blob, Head, _place) = (blob, head, place);

    public string Digest => _blob.Digest;

    public long Size => _blob.Size;

    public ReadOnlyMemory<byte> Head { get; }

    /// <summary>Adds it to the organisation's blobs within this transaction. The same bytes twice are one blob.</summary>
    /// <remarks>
    /// From here on the file stays, whatever becomes of the transaction: a commit whose answer was lost may have happened.
    /// What no row names is swept up a day later.
    /// </remarks>
    public async Task KeepAsync(AssayDb db, CancellationToken stop) =>
        _kept = await db.Database.ExecuteSqlAsync($"""
            insert into blob (organization_id, digest, size, place, sealed_key, stored_at)
            values ({db.Organization.Value}, {_blob.Digest}, {_blob.Size}, {_blob.Place}, {_blob.SealedKey}, {_blob.StoredAt})
            on conflict do nothing
            """, stop) > 0;

    /// <summary>Keeps it as a part of a file that is still coming in.</summary>
    internal UploadPart AsPart(Guid upload, int number)
    {
        _kept = true;
        return new() { UploadId = upload, Number = number, Place = _blob.Place, SealedKey = _blob.SealedKey };
    }

    public async ValueTask DisposeAsync()
    {
        if (!_kept) await _place.RemoveAsync(_blob.Place, CancellationToken.None);
    }
}
