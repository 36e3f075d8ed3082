using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Assay.Statistics;
using Assay.Statistics.Quality;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Assay.Datasets;

/// <summary>Takes in a state of a dataset by its digest and profile; the data itself stays where it is.</summary>
/// <remarks>The dataset's quality rules are held against the profile first: what fails is quarantined with its report, and no version comes to be.</remarks>
public sealed class RegisterVersion(Tenancy tenancy, TimeProvider clock)
{
    private const int _maxProfileBytes = 1024 * 1024;

    public sealed record Request
    {
        /// <summary>The dataset's name; one that is not in the inventory yet is added to it, with its gaps.</summary>
        [Required, StringLength(200, MinimumLength = 1)]
        public string Dataset { get; init; } = "";

        /// <summary>What its people call this state; one label stands for one digest for ever.</summary>
        [Required, StringLength(DatasetVersion.MaxLabelLength, MinimumLength = 1)]
        public string Label { get; init; } = "";

        [Required, RegularExpression("^[0-9a-f]{64}$", ErrorMessage = "The digest is a SHA-256 in 64 lower-case hexadecimals.")]
        public string Digest { get; init; } = "";

        [Range(0, long.MaxValue)]
        public long Bytes { get; init; }

        [Range(1, 10_000_000)]
        public int Files { get; init; } = 1;

        public DatasetProfile? Profile { get; init; }

        public LabelScreening? Screening { get; init; }
    }

    public abstract record Outcome
    {
        public sealed record Registered(Guid Id, Guid DatasetId, int Number) : Outcome;

        /// <summary>This label with this digest is there already.</summary>
        public sealed record Known(Guid Id, Guid DatasetId, int Number) : Outcome;

        /// <summary>This label stands for other bytes.</summary>
        public sealed record DigestDiffers(string Recorded) : Outcome;

        public sealed record Quarantined(Guid DatasetId, QualityReport Report) : Outcome;

        public sealed record TooLarge : Outcome;

        /// <summary>Somebody registered a version of this dataset in the same moment; asking again is right.</summary>
        public sealed record Busy : Outcome;
    }

    public async Task<Outcome> RunAsync(Actor actor, Request request, CancellationToken stop)
    {
        var profile = request.Profile is null ? null : JsonSerializer.Serialize(request.Profile, StatisticsJson.Readable.DatasetProfile);
        if (profile?.Length > _maxProfileBytes) return new Outcome.TooLarge();

        await using var db = await tenancy.OpenAsync(actor.Organization, stop);
        var dataset = await FindAsync(db, actor, request.Dataset.Trim(), stop);

        if (await db.Set<DatasetVersion>().AsNoTracking().FirstOrDefaultAsync(v => v.DatasetId == dataset.Id && v.Label == request.Label, stop) is { } known)
        {
            if (known.Digest == request.Digest) return new Outcome.Known(known.Id, dataset.Id, known.Number);

            db.Record(actor, "dataset.version_refused", dataset.Subject, new { label = request.Label, rule = "digest-differs", recorded = known.Digest, sent = request.Digest });
            await db.CommitAsync(stop);
            return new Outcome.DigestDiffers(known.Digest);
        }

        var report = await JudgeAsync(db, dataset, request, stop);
        var outcome = report is { Passed: false } ? Quarantine(db, actor, dataset, request, report) : await AddAsync(db, actor, dataset, request, profile, report, stop);

        try
        {
            await db.CommitAsync(stop);
            return outcome;
        }
        catch (DbUpdateException failure) when (failure.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            return new Outcome.Busy();
        }
    }

    private async Task<Dataset> FindAsync(AssayDb db, Actor actor, string name, CancellationToken stop)
    {
        if (await db.Set<Dataset>().FirstOrDefaultAsync(d => d.Name == name, stop) is { } known) return known;

        var dataset = new Dataset { Id = Guid.CreateVersion7(clock.GetUtcNow()), Name = name };
        db.Add(dataset);
        db.Record(actor, "dataset.added", dataset.Subject, new RowChange { Others = ["name"] });
        return dataset;
    }

    private async Task<QualityReport?> JudgeAsync(AssayDb db, Dataset dataset, Request request, CancellationToken stop)
    {
        if (await db.Set<DatasetRules>().AsNoTracking().FirstOrDefaultAsync(r => r.DatasetId == dataset.Id, stop) is not { } stored) return null;

        var rules = JsonSerializer.Deserialize(stored.Rules, StatisticsJson.Readable.IReadOnlyListQualityRule)!;
        return request.Profile is { } profile
            ? JudgeQuality.Run(profile, rules, clock.Today)
            : new([.. rules.Select(rule => new QualityFinding(rule, QualityOutcome.Inconclusive, "No profile was sent, so the rule cannot be judged."))]);
    }

    private Outcome.Quarantined Quarantine(AssayDb db, Actor actor, Dataset dataset, Request request, QualityReport report)
    {
        var id = Guid.CreateVersion7(clock.GetUtcNow());
        db.Add(new DatasetQuarantine
        {
            Id = id,
            DatasetId = dataset.Id,
            Label = request.Label,
            Digest = request.Digest,
            Report = JsonSerializer.Serialize(report, StatisticsJson.Readable.QualityReport),
            ReportedBy = actor.UserId,
            ReportedAt = clock.GetUtcNow(),
        });
        db.Record(actor, "dataset.quarantined", dataset.Subject, new { quarantine = $"{id:n}", label = request.Label, digest = request.Digest, failed = report.Findings.Where(f => f.Outcome is not QualityOutcome.Pass).Select(f => f.Rule.Kind.ToString()).ToArray() });

        return new(dataset.Id, report);
    }

    private async Task<Outcome> AddAsync(AssayDb db, Actor actor, Dataset dataset, Request request, string? profile, QualityReport? report, CancellationToken stop)
    {
        var latest = await db.Set<DatasetVersion>().Where(v => v.DatasetId == dataset.Id).MaxAsync(v => (int?)v.Number, stop) ?? 0;
        var version = new DatasetVersion
        {
            Id = Guid.CreateVersion7(clock.GetUtcNow()),
            DatasetId = dataset.Id,
            Number = latest + 1,
            Label = request.Label,
            Digest = request.Digest,
            Licence = dataset.Licence,
            Bytes = request.Bytes,
            Files = request.Files,
            Rows = request.Profile?.Rows,
            Profile = profile,
            Quality = report is null ? null : JsonSerializer.Serialize(report, StatisticsJson.Readable.QualityReport),
            Screening = request.Screening is null ? null : JsonSerializer.Serialize(request.Screening, StatisticsJson.Readable.LabelScreening),
            Flagged = request.Screening?.Flagged ?? false,
            RegisteredBy = actor.UserId,
            RegisteredAt = clock.GetUtcNow(),
        };

        db.Add(version);
        db.Record(actor, "dataset.version_registered", dataset.Subject, new { version = version.Number, label = version.Label, digest = version.Digest, files = version.Files, flagged = version.Flagged });
        return new Outcome.Registered(version.Id, dataset.Id, version.Number);
    }
}
