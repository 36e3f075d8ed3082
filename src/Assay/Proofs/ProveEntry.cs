using System.Text;
using Microsoft.EntityFrameworkCore;

namespace Assay.Proofs;

/// <summary>Shows that an entry is in the log, by what somebody who trusts nobody can check.</summary>
public sealed class ProveEntry(Tenancy tenancy)
{
    /// <param name="Proof">Null while the entry has no number yet, which takes less than a second.</param>
    /// <param name="SignedAt">When the checkpoint was signed that the proof leads to.</param>
    public sealed record Result(LedgerEntry Entry, TlogProof? Proof, Checkpoint? Checkpoint, DateTimeOffset? SignedAt);

    /// <returns>Null where this organisation has no such entry.</returns>
    public async Task<Result?> RunAsync(Actor actor, Guid entryId, CancellationToken stop)
    {
        await using var db = await tenancy.OpenAsync(actor.Organization, stop);
        if (await db.Set<LedgerEntry>().AsNoTracking().FirstOrDefaultAsync(e => e.EntryId == entryId, stop) is not { } entry) return null;

        var position = await db.Set<EntryPosition>().AsNoTracking().FirstOrDefaultAsync(p => p.EntryId == entryId, stop);
        var head = await db.HeadAsync(stop);
        if (position is null || head is null || position.Sequence >= head.Size) return new(entry, null, null, null);

        var path = await LedgerTiles.HashesAsync(db, ProofPath.Inclusion(position.Sequence, head.Size), head.Size, stop);
        return new(entry, new(Encoding.UTF8.GetBytes(entry.Text), position.Sequence, path, head.Note), head.Read(), head.SignedAt);
    }

    /// <returns>Whether the log of one size is the beginning of the log of a later one; null where there are no such sizes.</returns>
    public async Task<IReadOnlyList<Hash>?> ConsistencyAsync(Actor actor, long first, long second, CancellationToken stop)
    {
        await using var db = await tenancy.OpenAsync(actor.Organization, stop);
        if (first < 1 || first > second || await db.HeadAsync(stop) is not { } head || second > head.Size) return null;

        return await LedgerTiles.HashesAsync(db, ProofPath.Consistency(first, second), second, stop);
    }
}
