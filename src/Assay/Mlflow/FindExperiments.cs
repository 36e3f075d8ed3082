using System.Globalization;
using Assay.Experiments;
using Microsoft.EntityFrameworkCore;

namespace Assay.Mlflow;

/// <summary>MLflow's search over experiments: filter, order, pages.</summary>
internal sealed class FindExperiments(Tenancy tenancy)
{
    public const int MaxResults = 50_000;

    private static readonly string[] _keys = ["name", "creation_time", "last_update_time"];

    /// <param name="deleted">Whether the deleted are wanted; null for all.</param>
    public async Task<ExperimentsReply> RunAsync(OrganizationId organization, bool? deleted, string? filter, IReadOnlyList<string> orderBy, int take, string? token, CancellationToken stop)
    {
        var orders = OrderText.Parse(orderBy, [.. _keys, "experiment_id"]);
        var offset = PageToken.Offset(token);

        await using var db = await tenancy.OpenAsync(organization, stop);
        var experiments = db.Set<Experiment>().AsNoTracking();
        if (deleted is { } wanted) experiments = experiments.Where(e => e.DeletedAt != null == wanted);
        var found = await Ordered(Filtered(db, experiments, filter), orders).Skip(offset).Take(take + 1).ToListAsync(stop);

        return new((await db.ShowAsync([.. found.Take(take)], stop)).OrAbsent(), found.Count > take ? PageToken.Of(offset + take) : null);
    }

    private static IQueryable<Experiment> Filtered(AssayDb db, IQueryable<Experiment> experiments, string? filter)
    {
        var tags = db.Set<ExperimentTag>();
        foreach (var match in FilterText.Split(filter))
        {
            var (left, op, value) = (match.Groups["left"].Value, match.Groups["op"].Value.ToUpperInvariant(), match.Groups["value"].Value);
            var (entity, key) = left.Split('.', 2) is [var e, var k] ? (e, FilterText.Bare(k)) : ("attribute", FilterText.Bare(left));

            if (entity is "attribute" or "attributes" && key is "creation_time" or "last_update_time")
            {
                var at = DateTimeOffset.FromUnixTimeMilliseconds(long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var ms) && ms < 253_402_300_800_000 ? ms : throw MlflowRefusal.Invalid($"Expected numeric value type for numeric attribute: {key}. Found {value}"));
                experiments = key is "creation_time" ? Compare(experiments, op, at, created: true) : Compare(experiments, op, at, created: false);
                continue;
            }

            var clause = FilterText.Parse(match.Value, ["name"])[0];
            var (tag, text) = (clause.Key, clause.Value);
            experiments = (clause.IsTag, clause.Comparator) switch
            {
                (true, "=") => experiments.Where(x => tags.Any(t => t.Number == x.Number && t.Key == tag && t.Value == text)),
                (true, "!=") => experiments.Where(x => tags.Any(t => t.Number == x.Number && t.Key == tag && t.Value != text)),
                (true, "LIKE") => experiments.Where(x => tags.Any(t => t.Number == x.Number && t.Key == tag && EF.Functions.Like(t.Value, text))),
                (true, _) => experiments.Where(x => tags.Any(t => t.Number == x.Number && t.Key == tag && EF.Functions.ILike(t.Value, text))),
                (false, "=") => experiments.Where(x => x.Name == text),
                (false, "!=") => experiments.Where(x => x.Name != text),
                (false, "LIKE") => experiments.Where(x => EF.Functions.Like(x.Name, text)),
                _ => experiments.Where(x => EF.Functions.ILike(x.Name, text)),
            };
        }

        return experiments;
    }

    private static IQueryable<Experiment> Compare(IQueryable<Experiment> all, string op, DateTimeOffset at, bool created) => op switch
    {
        "=" => all.Where(e => (created ? e.CreatedAt : e.UpdatedAt) == at),
        "!=" => all.Where(e => (created ? e.CreatedAt : e.UpdatedAt) != at),
        ">" => all.Where(e => (created ? e.CreatedAt : e.UpdatedAt) > at),
        ">=" => all.Where(e => (created ? e.CreatedAt : e.UpdatedAt) >= at),
        "<" => all.Where(e => (created ? e.CreatedAt : e.UpdatedAt) < at),
        "<=" => all.Where(e => (created ? e.CreatedAt : e.UpdatedAt) <= at),
        _ => throw MlflowRefusal.Invalid($"Invalid comparator for attribute: {op}"),
    };

    private static IQueryable<Experiment> Ordered(IQueryable<Experiment> all, IReadOnlyList<(string Key, bool Ascending)> orders)
    {
        IOrderedQueryable<Experiment>? ordered = null;
        foreach (var (key, ascending) in orders.Count == 0 ? [("creation_time", false)] : orders)
        {
            ordered = key switch
            {
                "name" => all.By(ordered, e => e.Name, ascending),
                "creation_time" => all.By(ordered, e => e.CreatedAt, ascending),
                "last_update_time" => all.By(ordered, e => e.UpdatedAt, ascending),
                _ => all.By(ordered, e => e.Number, ascending),
            };
        }

        return all.By(ordered, e => e.Number, ascending: false);
    }
}
