using System.Text.Json;
using Assay.Catalog.Content;
using Assay.Catalog.Gaps;
using Microsoft.EntityFrameworkCore;

namespace Assay.Gaps;

/// <summary>Which criteria moved between two kept runs, or between one and now.</summary>
public sealed class CompareRuns(Tenancy tenancy, AnalyzeGaps analyze)
{
    public sealed record Move(string Criterion, string Title, string Before, string After);

    /// <param name="Closed">Tasks that the later one no longer has.</param>
    public sealed record Result(string Before, string After, IReadOnlyList<Move> Moves, IReadOnlyList<string> Closed, IReadOnlyList<string> Opened);

    /// <param name="after">A kept run, or null for now.</param>
    /// <returns>Null where a run does not exist.</returns>
    public async Task<Result?> RunAsync(Actor actor, Frame frame, Guid before, Guid? after, CancellationToken stop)
    {
        var first = await ReadAsync(actor, before, stop);
        var second = after is { } id ? await ReadAsync(actor, id, stop) : Of("Now", (await analyze.RunAsync(actor, frame, stop)).Report);
        if (first is null || second is null) return null;

        return new(first.Title, second.Title,
            [.. from criterion in second.Statuses
                let was = first.Statuses.GetValueOrDefault(criterion.Key)
                where was.Status is not null && was.Status != criterion.Value.Status
                select new Move(criterion.Key, criterion.Value.Title, was.Status, criterion.Value.Status)],
            [.. first.Tasks.Except(second.Tasks)], [.. second.Tasks.Except(first.Tasks)]);
    }

    private sealed record Snapshot(string Title, IReadOnlyDictionary<string, (string Title, string Status)> Statuses, IReadOnlyList<string> Tasks);

    private async Task<Snapshot?> ReadAsync(Actor actor, Guid id, CancellationToken stop)
    {
        await using var db = await tenancy.OpenAsync(actor.Organization, stop);
        if (await db.Set<GapRun>().AsNoTracking().FirstOrDefaultAsync(r => r.Id == id, stop) is not { } run) return null;

        using var report = JsonDocument.Parse(run.Report);
        return new($"{run.Title}, {run.KeptAt:yyyy-MM-dd}",
            report.RootElement.GetProperty("criteria").EnumerateArray().ToDictionary(
                c => c.GetProperty("id").GetString()!, c => (c.GetProperty("title").GetString()!, Explain(c))),
            [.. report.RootElement.GetProperty("tasks").EnumerateArray().Select(t => $"{t.GetProperty("id").GetString()} {t.GetProperty("title").GetString()}")]);
    }

    private static Snapshot Of(string title, GapReport report) => new(title,
        report.Criteria.ToDictionary(c => c.Criterion.Id, c => (c.Criterion.Title, Explain(c.Status.Word(), c.Basis?.Word()))),
        [.. report.Tasks.Select(t => $"{t.Id} {t.Title}")]);

    private static string Explain(JsonElement criterion) =>
        Explain(criterion.GetProperty("status").GetString()!, criterion.GetProperty("basis").GetString());

    private static string Explain(string status, string? basis) =>
        status == "met" ? $"Met, {basis}" : char.ToUpperInvariant(status[0]) + status[1..].Replace('_', ' ');
}
