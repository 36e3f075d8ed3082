using System.Globalization;
using System.Linq.Expressions;
using Assay.Experiments;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Query;

namespace Assay.Mlflow;

/// <summary>MLflow's search over the runs of experiments: filter, order, pages.</summary>
internal sealed class FindRuns(Tenancy tenancy)
{
    public const int MaxResults = 50_000;

    public async Task<RunsReply> RunAsync(OrganizationId organization, IReadOnlyList<string> experiments, bool? deleted, string? filter, IReadOnlyList<string> orderBy, int take, string? token, CancellationToken stop)
    {
        // An id that is no number is no experiment's, and finds nothing.
        var numbers = experiments.Select(e => int.TryParse(e, NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : -1).ToArray();
        var orders = orderBy.Select(RunField.Order).ToList();
        var offset = PageToken.Offset(token);

        await using var db = await tenancy.OpenAsync(organization, stop);
        var runs = db.Set<ExperimentRun>().AsNoTracking().Where(r => numbers.Contains(r.Experiment));
        if (deleted is { } wanted) runs = runs.Where(r => r.DeletedAt != null == wanted);
        foreach (var clause in FilterText.Split(filter)) runs = Filtered(db, runs, RunField.Of(clause.Groups["left"].Value), clause.Groups["op"].Value.ToUpperInvariant(), clause.Groups["value"].Value);

        var found = await Ordered(db, runs, orders).Skip(offset).Take(take + 1).ToListAsync(stop);
        return new((await ReadRun.OfAsync(db, [.. found.Take(take)], stop)).Select(ShownRuns.Show).ToList().OrAbsent(), found.Count > take ? PageToken.Of(offset + take) : null);
    }

    private static IQueryable<ExperimentRun> Filtered(AssayDb db, IQueryable<ExperimentRun> runs, RunField field, string op, string value)
    {
        var key = field.Key;
        switch (field.Kind)
        {
            case RunField.Part.Metric:
                var measured = OfMetric(op, value);
                var metrics = db.Set<RunLatestMetric>().Where(m => m.Key == key).Where(measured);
                return runs.Where(r => metrics.Any(m => m.RunId == r.RunId));

            case RunField.Part.Param:
                var parameters = Matching(db.Set<RunParam>().Where(p => p.Key == key), p => p.Value, op, field.Text(value));
                return runs.Where(r => parameters.Any(p => p.RunId == r.RunId));

            case RunField.Part.Tag:
                var tags = Matching(db.Set<RunTag>().Where(t => t.Key == key), t => t.Value, op, field.Text(value));
                return runs.Where(r => tags.Any(t => t.RunId == r.RunId));

            case RunField.Part.Dataset:
                var inputs = Matching(db.Set<RunInput>(), key is "digest" ? i => i.Digest : i => i.Name, op, field.Text(value));
                return runs.Where(r => inputs.Any(i => i.RunId == r.RunId));

            default:
                return OfAttribute(runs, key, op, value, field);
        }
    }

    private static IQueryable<ExperimentRun> OfAttribute(IQueryable<ExperimentRun> runs, string key, string op, string value, RunField field)
    {
        if (key is "start_time" or "end_time")
        {
            var at = long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var ms) ? ms : throw MlflowRefusal.Invalid($"Expected numeric value type for numeric attribute: {key}. Found {value}");
            return runs.Where(ByNumber<ExperimentRun, long?>(key is "start_time" ? r => r.StartedAt : r => r.EndedAt, op, at));
        }

        if (op == "IN")
        {
            if (key != "run_id") throw MlflowRefusal.Invalid("Only the 'run_id' attribute supports comparison with a list of quoted string values.");
            var ids = FilterText.Listed(value);
            return runs.Where(r => ids.Contains(r.RunId));
        }

        var text = field.Text(value);
        return key switch
        {
            "run_id" => Matching(runs, r => r.RunId, op, text),
            "run_name" => Matching(runs, r => r.Name, op, text),
            "user_id" => Matching(runs, r => r.UserName, op, text),
            "artifact_uri" => Matching(runs, r => r.ArtifactUri, op, text),
            _ => OfStatus(runs, op, text),
        };
    }

    private static IQueryable<ExperimentRun> OfStatus(IQueryable<ExperimentRun> runs, string op, string text)
    {
        var known = Enum.TryParse<RunStatus>(text, ignoreCase: true, out var status);
        return op switch
        {
            "=" => known ? runs.Where(r => r.Status == status) : runs.Where(_ => false),
            "!=" => known ? runs.Where(r => r.Status != status) : runs,
            _ => throw MlflowRefusal.Invalid($"Invalid comparator for attribute status: {op}"),
        };
    }

    private static IQueryable<T> Matching<T>(IQueryable<T> all, Expression<Func<T, string>> text, string op, string value)
    {
        Expression<Func<string, bool>> rule = op switch
        {
            "=" => t => t == value,
            "!=" => t => t != value,
            "LIKE" => t => EF.Functions.Like(t, value),
            "ILIKE" => t => EF.Functions.ILike(t, value),
            _ => throw MlflowRefusal.Invalid($"Invalid comparator: {op}"),
        };

        return all.Where(Expression.Lambda<Func<T, bool>>(ReplacingExpressionVisitor.Replace(rule.Parameters[0], text.Body, rule.Body), text.Parameters[0]));
    }

    private static Expression<Func<RunLatestMetric, bool>> OfMetric(string op, string value) =>
        double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? ByNumber<RunLatestMetric, double>(m => m.Value, op, number)
            : throw MlflowRefusal.Invalid($"Expected numeric value type for metric. Found {value}");

    private static Expression<Func<T, bool>> ByNumber<T, TNumber>(Expression<Func<T, TNumber>> number, string op, TNumber value)
    {
        var constant = Expression.Convert(Expression.Constant(value), typeof(TNumber));
        var body = op switch
        {
            "=" => Expression.Equal(number.Body, constant),
            "!=" => Expression.NotEqual(number.Body, constant),
            ">" => Expression.GreaterThan(number.Body, constant),
            ">=" => Expression.GreaterThanOrEqual(number.Body, constant),
            "<" => Expression.LessThan(number.Body, constant),
            "<=" => Expression.LessThanOrEqual(number.Body, constant),
            _ => throw MlflowRefusal.Invalid($"Invalid comparator for a number: {op}"),
        };
        return Expression.Lambda<Func<T, bool>>(body, number.Parameters[0]);
    }

    /// <summary>Those that lack what is sorted by come last, as MLflow has it; the latest start and the id settle the rest.</summary>
    private static IQueryable<ExperimentRun> Ordered(AssayDb db, IQueryable<ExperimentRun> runs, IReadOnlyList<(RunField Field, bool Ascending)> orders)
    {
        IOrderedQueryable<ExperimentRun>? ordered = null;

        foreach (var (field, ascending) in orders)
        {
            var key = field.Key;
            var (metrics, parameters, tags) = (db.Set<RunLatestMetric>(), db.Set<RunParam>(), db.Set<RunTag>());
            ordered = field.Kind switch
            {
                RunField.Part.Metric => runs.By(runs.By(ordered, r => !metrics.Any(m => m.RunId == r.RunId && m.Key == key), true), r => metrics.Where(m => m.RunId == r.RunId && m.Key == key).Select(m => (double?)m.Value).FirstOrDefault(), ascending),
                RunField.Part.Param => runs.By(runs.By(ordered, r => !parameters.Any(p => p.RunId == r.RunId && p.Key == key), true), r => parameters.Where(p => p.RunId == r.RunId && p.Key == key).Select(p => p.Value).FirstOrDefault(), ascending),
                RunField.Part.Tag => runs.By(runs.By(ordered, r => !tags.Any(t => t.RunId == r.RunId && t.Key == key), true), r => tags.Where(t => t.RunId == r.RunId && t.Key == key).Select(t => t.Value).FirstOrDefault(), ascending),
                _ => key switch
                {
                    "start_time" => runs.By(ordered, r => r.StartedAt, ascending),
                    "end_time" => runs.By(runs.By(ordered, r => r.EndedAt == null, true), r => r.EndedAt, ascending),
                    "run_name" => runs.By(ordered, r => r.Name, ascending),
                    "run_id" => runs.By(ordered, r => r.RunId, ascending),
                    "user_id" => runs.By(ordered, r => r.UserName, ascending),
                    "artifact_uri" => runs.By(ordered, r => r.ArtifactUri, ascending),
                    _ => runs.By(ordered, r => r.Status, ascending),
                },
            };
        }

        return runs.By(runs.By(ordered, r => r.StartedAt, ascending: false), r => r.RunId, ascending: true);
    }
}
