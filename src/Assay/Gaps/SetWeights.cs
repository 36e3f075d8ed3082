using Assay.Catalog.Content;
using Assay.Catalog.Gaps;
using Microsoft.EntityFrameworkCore;

namespace Assay.Gaps;

/// <summary>Gives the ranking a company's own weights, or takes them away again.</summary>
public sealed class SetWeights(Tenancy tenancy)
{
    public sealed record Request
    {
        public decimal Group { get; init; }

        public decimal Alone { get; init; }

        public decimal Risk { get; init; }

        public decimal Time { get; init; }

        public decimal Access { get; init; }

        public decimal Change { get; init; }

        public decimal Logging { get; init; }

        public decimal Policy { get; init; }

        public decimal Other { get; init; }

        public decimal Evidence { get; init; }

        public static Request Of(RankingWeights w) => new()
        {
            Group = w.Group,
            Alone = w.Alone,
            Risk = w.Risk,
            Time = w.Time,
            Access = w.Groups[TaskGroup.Access],
            Change = w.Groups[TaskGroup.Change],
            Logging = w.Groups[TaskGroup.Logging],
            Policy = w.Groups[TaskGroup.Policy],
            Other = w.Groups[TaskGroup.Other],
            Evidence = w.Groups[TaskGroup.Evidence],
        };

        public RankingWeights ToWeights() => new(Group, Alone, Risk, Time)
        {
            Groups = new Dictionary<TaskGroup, decimal>
            {
                [TaskGroup.Access] = Access,
                [TaskGroup.Change] = Change,
                [TaskGroup.Logging] = Logging,
                [TaskGroup.Policy] = Policy,
                [TaskGroup.Other] = Other,
                [TaskGroup.Evidence] = Evidence,
            },
        };
    }

    /// <returns>What is wrong with the weights; null where they hold from now on.</returns>
    public async Task<string?> RunAsync(Actor actor, Request request, CancellationToken stop)
    {
        var weights = request.ToWeights();
        if (weights.Fault is { } fault) return fault;

        await using var db = await tenancy.OpenAsync(actor.Organization, stop);
        if (await db.Set<WeightsRow>().FirstOrDefaultAsync(stop) is { } row) row.Take(weights);
        else db.Add(WeightsRow.Of(weights));

        db.Record(actor, "ranking.weighted", "ranking/weights", new
        {
            parts = new[] { weights.Group, weights.Alone, weights.Risk, weights.Time }.Select(w => w.ToString("0.####")).ToArray(),
            groups = weights.Groups.ToDictionary(g => g.Key.Word(), g => g.Value.ToString("0.####")),
        });
        await db.CommitAsync(stop);
        return null;
    }

    public async Task ResetAsync(Actor actor, CancellationToken stop)
    {
        await using var db = await tenancy.OpenAsync(actor.Organization, stop);
        if (await db.Set<WeightsRow>().FirstOrDefaultAsync(stop) is not { } row) return;

        db.Remove(row);
        db.Record(actor, "ranking.weights_reset", "ranking/weights", new { });
        await db.CommitAsync(stop);
    }
}
