using System.Text;
using Microsoft.EntityFrameworkCore;

namespace Assay.Proofs;

/// <summary>Proofs of many entries, all by one checkpoint. Entries that wait for their numbers get them first.</summary>
public sealed class ProveEntries
{
    private const int _tries = 200;

    private readonly Tenancy _tenancy;
    private readonly NumberEntries _number;

    internal ProveEntries(Tenancy tenancy, NumberEntries number) => (_tenancy, _number) = (tenancy, number);

    /// <returns>By the entries' ids; what this organisation does not have is left out.</returns>
    /// <exception cref="TimeoutException">The log was written to without a pause.</exception>
    public async Task<IReadOnlyDictionary<Guid, TlogProof>> RunAsync(Actor actor, IReadOnlyCollection<Guid> entries, CancellationToken stop)
    {
        for (var tries = 0; tries < _tries; tries++)
        {
            if (await TryAsync(actor.Organization, entries, stop) is { } proofs) return proofs;

            await _number.RunAsync(actor.Organization, stop);          // the sequencer may run in another process, and be slow
            await Task.Delay(TimeSpan.FromMilliseconds(50), stop);
        }

        throw new TimeoutException("The log was written to without a pause.");
    }

    /// <returns>Null while one of them has no number.</returns>
    private async Task<IReadOnlyDictionary<Guid, TlogProof>?> TryAsync(OrganizationId organization, IReadOnlyCollection<Guid> wanted, CancellationToken stop)
    {
        await using var db = await _tenancy.OpenAsync(organization, stop);

        var head = await db.HeadAsync(stop);
        var entries = await (
            from entry in db.Set<LedgerEntry>().AsNoTracking()
            join position in db.Set<EntryPosition>() on new { entry.OrganizationId, entry.EntryId } equals new { position.OrganizationId, position.EntryId } into numbered
            from position in numbered.DefaultIfEmpty()
            where wanted.Contains(entry.EntryId)
            select new { entry.EntryId, entry.Text, Sequence = (long?)position!.Sequence }).ToListAsync(stop);

        if (entries.Count == 0) return new Dictionary<Guid, TlogProof>();
        if (head is null || entries.Any(e => e.Sequence is null || e.Sequence >= head.Size)) return null;

        var paths = entries.Select(e => ProofPath.Inclusion(e.Sequence!.Value, head.Size)).ToList();
        var hashes = await LedgerTiles.HashesAsync(db, [.. paths.SelectMany(p => p)], head.Size, stop);

        Dictionary<Guid, TlogProof> proofs = [];
        var at = 0;

        foreach (var (entry, path) in entries.Zip(paths))
        {
            proofs[entry.EntryId] = new(Encoding.UTF8.GetBytes(entry.Text), entry.Sequence!.Value, [.. hashes.Skip(at).Take(path.Count)], head.Note);
            at += path.Count;
        }

        return proofs;
    }
}
