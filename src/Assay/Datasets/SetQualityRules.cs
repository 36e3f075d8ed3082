using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Assay.Statistics;
using Assay.Statistics.Quality;
using Microsoft.EntityFrameworkCore;

namespace Assay.Datasets;

/// <summary>Says what each new version of a dataset must satisfy. What came in before is judged by the rules of then.</summary>
public sealed class SetQualityRules(Tenancy tenancy)
{
    public sealed record Request
    {
        /// <summary>A list of rules as JSON, as <c>[{"kind":"nulls","column":"age","maximum":0.01}]</c>.</summary>
        [Required, StringLength(65_536)]
        public string Rules { get; init; } = "";

        /// <summary>The version that the person saw; 0 where there were none.</summary>
        public int Version { get; init; }
    }

    public abstract record Outcome
    {
        public sealed record Saved(int Count) : Outcome;
        public sealed record NotFound : Outcome;
        public sealed record NotRules(string Message) : Outcome;
        public sealed record Overtaken : Outcome;
    }

    public async Task<Outcome> RunAsync(Actor actor, Guid datasetId, Request request, CancellationToken stop)
    {
        IReadOnlyList<QualityRule> rules;
        try
        {
            rules = JsonSerializer.Deserialize(request.Rules, StatisticsJson.Readable.IReadOnlyListQualityRule) ?? [];
        }
        catch (JsonException wrong)
        {
            return new Outcome.NotRules($"These are not rules: line {wrong.LineNumber + 1}, near byte {wrong.BytePositionInLine + 1}. Kinds are {string.Join(", ", Enum.GetNames<QualityRuleKind>()).ToLowerInvariant()}.");
        }

        await using var db = await tenancy.OpenAsync(actor.Organization, stop);
        if (!await db.Set<Dataset>().AnyAsync(d => d.Id == datasetId, stop)) return new Outcome.NotFound();

        var stored = await db.Set<DatasetRules>().FirstOrDefaultAsync(r => r.DatasetId == datasetId, stop);
        if ((stored?.Version ?? 0) != request.Version) return new Outcome.Overtaken();

        var text = JsonSerializer.Serialize(rules, StatisticsJson.Readable.IReadOnlyListQualityRule);
        if (stored is null) db.Add(new DatasetRules { DatasetId = datasetId, Rules = text });
        else stored.Rules = text;
        db.Record(actor, "dataset.rules_set", Dataset.SubjectOf(datasetId), new { count = rules.Count, kinds = rules.Select(r => r.Kind.ToString()).ToArray() });

        try
        {
            await db.CommitAsync(stop);
            return new Outcome.Saved(rules.Count);
        }
        catch (DbUpdateException)
        {
            return new Outcome.Overtaken();
        }
    }
}
