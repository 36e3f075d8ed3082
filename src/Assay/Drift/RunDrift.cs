using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Assay.Models;
using Assay.Statistics;
using Assay.Statistics.Drift;
using Assay.Statistics.Quality;
using Assay.Statistics.Tables;
using Microsoft.EntityFrameworkCore;

namespace Assay.Drift;

/// <summary>Measures how far a version's current inputs and outputs are from a reference, and alerts where a column became another population. The rows are not kept.</summary>
public sealed class RunDrift(Tenancy tenancy)
{
    public sealed record Request
    {
        /// <summary>Those to compare; all of the reference where empty.</summary>
        public IReadOnlyList<string> Columns { get; init; } = [];

        /// <summary>Those that hold categories though they look like numbers.</summary>
        public IReadOnlyList<string> Categories { get; init; } = [];
    }

    public abstract record Outcome
    {
        public sealed record Measured(Guid Fact, DriftReport Report, bool AgainstBaseline, IReadOnlyList<string> Shifted) : Outcome;

        public sealed record NotFound : Outcome;

        public sealed record Wrong(string Message) : Outcome;
    }

    public async Task<Outcome> RunAsync(Actor actor, string name, int number, Request request, ReceivedForm.File reference, ReceivedForm.File current, CancellationToken stop)
    {
        DriftReport report;
        string profile;
        try
        {
            (report, profile) = await Task.Run(() => Measure(request, reference, current), stop);
        }
        catch (BadTableException bad)
        {
            return new Outcome.Wrong(bad.Message.Replace("--category", "as a category", StringComparison.Ordinal));
        }

        await using var db = await tenancy.OpenAsync(actor.Organization, stop);
        if (await db.HoldModelAsync(name, stop) is not { } model || await db.VersionAsync(name, number, stop) is not { } version) return new Outcome.NotFound();

        var baseline = await db.Set<ModelFact>().AsNoTracking().Where(f => f.ModelId == model.Id && f.Number == number && f.Kind == FactKind.Baseline).OrderByDescending(f => f.Ordinal).FirstOrDefaultAsync(stop);
        var against = baseline is not null && baseline.Json.TryGetProperty("digest", out var digest) && digest.ToString() == profile;

        var body = JsonSerializer.SerializeToNode(report, StatisticsJson.Readable.DriftReport)!.AsObject();
        body["against_baseline"] = against;
        body["data"] = new JsonObject { ["reference_sha256"] = reference.Sha256, ["current_sha256"] = current.Sha256 };
        var text = body.ToJsonString();
        if (text.Length > ModelFact.MaxBytes) return new Outcome.Wrong($"The result is larger than {ModelFact.MaxBytes / 1024} KB. Name fewer columns.");

        var fact = await RecordFact.AddAsync(db, actor, version, FactKind.Drift, text, stop);
        IReadOnlyList<string> shifted = [.. report.Columns.Where(c => c.Verdict is DriftVerdict.Shifted).Select(c => c.Column)];
        if (shifted is not []) db.Record(actor, "drift.alerted", version.Subject, new { model = name, version = number, fact = $"{fact.Id:n}", against_baseline = against, columns = shifted.Take(100).ToArray(), shifted = shifted.Count, of = report.Columns.Count });
        await db.CommitAsync(stop);
        return new Outcome.Measured(fact.Id, report, against, shifted);
    }

    /// <returns>The report, and the digest of the reference's profile, by which a baseline is known again.</returns>
    private static (DriftReport Report, string Profile) Measure(Request request, ReceivedForm.File reference, ReceivedForm.File current) => (
        new(reference.Name, current.Name, new CompareFiles(reference.Path, current.Path, ReadingMode.Exact).Run(request.Columns.ToHashSet(), request.Categories.ToHashSet())),
        Baseline.DigestOf(ProfileFile.Run(reference.Path)));
}

/// <summary>The profile that monitoring measures its distance from. The command line makes the same.</summary>
internal static class Baseline
{
    public static string DigestOf(DatasetProfile profile) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(TextOf(profile))));

    public static string TextOf(DatasetProfile profile) => JsonSerializer.Serialize(profile, StatisticsJson.Readable.DatasetProfile);
}
