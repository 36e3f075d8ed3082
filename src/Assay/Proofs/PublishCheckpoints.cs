using Assay.Jobs;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Assay.Proofs;

/// <summary>Shows every checkpoint to the places that are configured. One that was away gets what it missed.</summary>
internal sealed class PublishCheckpoints(
    AllOrganizations organizations, Tenancy tenancy, IEnumerable<IPublication> places, TimestampAuthority authority, IOptions<LedgerOptions> options, TimeProvider clock) : IJob
{
    private const int _batch = 500;

    public async Task<string> RunOnceAsync(CancellationToken stop)
    {
        if (!options.Value.Publish.IsOn) return "no place is configured";

        var shown = 0;
        foreach (var organization in await organizations.ListAsync(stop)) shown += await PublishAsync(organization, stop);
        return $"{shown} checkpoints published";
    }

    /// <summary>Marked only once every place has it: shown twice does no harm, never shown does.</summary>
    private async Task<int> PublishAsync(OrganizationId organization, CancellationToken stop)
    {
        await using var db = await tenancy.OpenAsync(organization, stop);
        var waiting = await db.Set<SignedCheckpoint>().AsNoTracking().Where(c => c.PublishedAt == null).OrderBy(c => c.Size).Take(_batch).ToListAsync(stop);
        if (waiting.Count == 0) return 0;

        foreach (var place in places) await place.PublishAsync(organization, [.. waiting.Select(c => new PublishedCheckpoint(c.Size, c.Note))], stop);

        // The newest covers those before it, so one token is enough.
        var token = options.Value.Publish.TimestampAuthority is { } address ? await authority.StampAsync(address, waiting[^1].Note, stop) : null;

        await using var done = db.Command("""
            update ledger_checkpoint set published_at = $3, timestamp_token = case when size = $4 then $5 else timestamp_token end
            where organization_id = $1 and size = any($2)
            """, organization.Value, waiting.Select(c => c.Size).ToArray(), clock.GetUtcNow(), waiting[^1].Size);
        done.Parameters.Add(new() { Value = (object?)token ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Bytea });
        await done.ExecuteNonQueryAsync(stop);
        await db.CommitAsync(stop);

        return waiting.Count;
    }
}

/// <param name="Note">The signed note, word for word.</param>
internal sealed record PublishedCheckpoint(long Size, string Note);

/// <summary>Somewhere that the owner of the database cannot reach into.</summary>
internal interface IPublication
{
    /// <param name="checkpoints">Oldest first. Some may have been shown before.</param>
    Task PublishAsync(OrganizationId organization, IReadOnlyList<PublishedCheckpoint> checkpoints, CancellationToken stop);
}
