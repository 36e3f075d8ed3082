using Microsoft.EntityFrameworkCore;

namespace Assay.Blobs;

/// <summary>Removes what no row names a day after it came: the rest of an upload that was broken off between disk and commit.</summary>
public sealed class SweepBlobs
{
    private static readonly TimeSpan _patience = TimeSpan.FromDays(1);

    private readonly Tenancy _tenancy;
    private readonly IBlobPlace _place;
    private readonly TimeProvider _clock;

    internal SweepBlobs(Tenancy tenancy, IBlobPlace place, TimeProvider clock) => (_tenancy, _place, _clock) = (tenancy, place, clock);

    /// <returns>How many were removed.</returns>
    public async Task<int> RunAsync(OrganizationId organization, CancellationToken stop)
    {
        var before = _clock.GetUtcNow() - _patience;
        var removed = 0;

        await foreach (var old in _place.ListAsync($"{organization}", stop).Where(f => f.At < before).Chunk(500).WithCancellation(stop))
        {
            await using var db = await _tenancy.OpenAsync(organization, stop);
            var places = old.Select(f => f.Place).ToList();
            var named = await db.Set<Blob>().AsNoTracking().Where(b => places.Contains(b.Place)).Select(b => b.Place).ToListAsync(stop);

            foreach (var place in places.Except(named))
            {
                await _place.RemoveAsync(place, stop);
                removed++;
            }
        }

        return removed;
    }
}
