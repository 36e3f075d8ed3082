using System.Text.Json;
using Assay.Statistics;
using Assay.Statistics.Quality;
using Microsoft.EntityFrameworkCore;

namespace Assay.Datasets;

/// <summary>A dataset with its versions, what was kept out, its rules and who touched it.</summary>
public sealed class ReadDataset(Tenancy tenancy, ActorNames names)
{
    private const int _shown = 100;

    public sealed record VersionLine(DatasetVersion Version, DatasetApproval Approval, string RegisteredBy, string? DecidedBy, DatasetDecision? Decision);

    public sealed record TrailLine(DateTimeOffset At, string Who, string Kind, string Body);

    public sealed record Result(Dataset Dataset, IReadOnlyList<VersionLine> Versions, IReadOnlyList<(DatasetQuarantine Entry, QualityReport Report)> Quarantined, DatasetRules? Rules, IReadOnlyList<TrailLine> Trail);

    public async Task<Result?> RunAsync(Actor actor, Guid id, CancellationToken stop)
    {
        var known = await names.OfAsync(actor.Organization, stop);
        string Name(Guid user) => known.GetValueOrDefault($"user/{user:n}", "A program");

        await using var db = await tenancy.OpenAsync(actor.Organization, stop);
        if (await db.Set<Dataset>().AsNoTracking().FirstOrDefaultAsync(d => d.Id == id, stop) is not { } dataset) return null;

        var versions = await db.Set<DatasetVersion>().AsNoTracking().Where(v => v.DatasetId == id).OrderByDescending(v => v.Number).Take(_shown).ToListAsync(stop);
        var ids = versions.Select(v => v.Id).ToList();
        var decisions = await db.Set<DatasetDecision>().AsNoTracking().Where(d => ids.Contains(d.VersionId)).ToDictionaryAsync(d => d.VersionId, stop);
        var quarantined = await db.Set<DatasetQuarantine>().AsNoTracking().Where(q => q.DatasetId == id).OrderByDescending(q => q.Id).Take(_shown).ToListAsync(stop);
        var rules = await db.Set<DatasetRules>().AsNoTracking().FirstOrDefaultAsync(r => r.DatasetId == id, stop);
        var trail = await db.Set<LedgerEntry>().AsNoTracking().Where(e => e.Subject == dataset.Subject).OrderByDescending(e => e.EntryId).Take(_shown).ToListAsync(stop);

        return new(dataset,
            [.. from v in versions
                let d = decisions.GetValueOrDefault(v.Id)
                select new VersionLine(v, d?.Decision ?? DatasetApproval.Waiting, Name(v.RegisteredBy), d is null ? null : Name(d.DecidedBy), d)],
            [.. quarantined.Select(q => (q, JsonSerializer.Deserialize(q.Report, StatisticsJson.Readable.QualityReport)!))],
            rules,
            [.. trail.Select(e => new TrailLine(e.OccurredAt, known.GetValueOrDefault(e.Actor, "A program"), e.Kind, e.Body))]);
    }
}
