using Assay.Blobs;
using Microsoft.EntityFrameworkCore;

namespace Assay.Evidence;

/// <summary>Reads every stored file again and holds it to its digest.</summary>
public sealed class VerifyEvidence(Tenancy tenancy, ReadBlob blobs)
{
    private const int _batch = 200;

    /// <summary>A version whose file is not what was stored.</summary>
    public sealed record Fault(Guid Id, string Title, int Number, string FileName, string What);

    public sealed record Result(int Files, long Bytes, IReadOnlyList<Fault> Faults)
    {
        public bool IsIntact => Faults.Count == 0;
    }

    public async Task<Result> RunAsync(Actor actor, CancellationToken stop)
    {
        List<Fault> faults = [];
        var (files, bytes, after) = (0, 0L, "");

        while (await BatchAsync(actor.Organization, after, stop) is { Count: > 0 } batch)
        {
            foreach (var blob in batch)
            {
                if (await blobs.FaultAsync(blob, stop) is { } what) faults.AddRange(await NamesAsync(actor.Organization, blob.Digest, what, stop));
                (files, bytes, after) = (files + 1, bytes + blob.Size, blob.Digest);
            }
        }

        await using var db = await tenancy.OpenAsync(actor.Organization, stop);
        db.Record(actor, "evidence.verified", "evidence/all", new { files, bytes, faults = faults.Count, damaged = faults.Select(f => $"{f.Id:n}/{f.Number}").Take(100).ToArray() });
        await db.CommitAsync(stop);

        return new(files, bytes, faults);
    }

    private async Task<List<Blob>> BatchAsync(OrganizationId organization, string after, CancellationToken stop)
    {
        await using var db = await tenancy.OpenAsync(organization, stop);
        return await db.Set<Blob>().AsNoTracking().Where(b => string.Compare(b.Digest, after) > 0).OrderBy(b => b.Digest).Take(_batch).ToListAsync(stop);
    }

    private async Task<List<Fault>> NamesAsync(OrganizationId organization, string digest, string what, CancellationToken stop)
    {
        await using var db = await tenancy.OpenAsync(organization, stop);
        return await (
            from version in db.Set<EvidenceVersion>().AsNoTracking()
            join item in db.Set<EvidenceItem>() on new { version.OrganizationId, version.EvidenceId } equals new { item.OrganizationId, EvidenceId = item.Id }
            where version.Digest == digest
            select new Fault(item.Id, item.Title, version.Number, version.FileName, what)).ToListAsync(stop);
    }
}
