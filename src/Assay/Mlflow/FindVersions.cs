using System.Linq.Expressions;
using Assay.Models;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Query;

namespace Assay.Mlflow;

/// <summary>MLflow's search over the versions of all models: filter, order, pages.</summary>
internal sealed class FindVersions(Tenancy tenancy)
{
    public const int MaxResults = 200_000;

    /// <summary>What one gets without asking for more. MLflow gives all that there are, whatever that takes.</summary>
    public const int UsualResults = 10_000;

    private const string _prompt = "mlflow.prompt.is_prompt";

    private static readonly (string Key, bool Ascending)[] _usualOrder = [("last_updated_timestamp", false), ("name", true), ("version_number", false)];

    public async Task<VersionsReply> RunAsync(OrganizationId organization, string? filter, IReadOnlyList<string> orderBy, int take, string? token, CancellationToken stop)
    {
        var clauses = FilterText.Parse(filter, ["name", "version_number", "run_id", "source_path"], "version_number");
        var orders = OrderText.Parse(orderBy, ["name", "version_number", "creation_timestamp", "last_updated_timestamp"]);
        var offset = PageToken.Offset(token);

        await using var db = await tenancy.OpenAsync(organization, stop);
        var found = await Ordered(Filtered(db, clauses), Complete(orders)).Skip(offset).Take(take + 1).ToListAsync(stop);

        return new((await db.ShowAsync([.. found.Take(take)], stop)).OrAbsent(), found.Count > take ? PageToken.Of(offset + take) : null);
    }

    private static IQueryable<ModelVersion> Filtered(AssayDb db, IReadOnlyList<FilterClause> clauses)
    {
        var versions = db.Set<ModelVersion>().AsNoTracking().Where(v => v.DeletedAt == null);
        var (tags, ofModels) = (db.Set<ModelVersionTag>(), db.Set<ModelTag>());
        var prompts = FindModels.WantsPrompts(clauses);

        versions = prompts
            ? versions.Where(v => ofModels.Any(t => t.ModelId == v.ModelId && t.Key == _prompt && t.Value == "true"))
            : versions.Where(v => !ofModels.Any(t => t.ModelId == v.ModelId && t.Key == _prompt && t.Value == "true"));

        foreach (var clause in clauses.Where(c => !c.IsTag || c.Key != _prompt))
        {
            var (key, value, values) = (clause.Key, clause.Value, clause.Values);
            versions = clause switch
            {
                { IsTag: true, Comparator: "=" } => versions.Where(v => tags.Any(t => t.ModelId == v.ModelId && t.Number == v.Number && t.Key == key && t.Value == value)),
                { IsTag: true, Comparator: "!=" } => versions.Where(v => tags.Any(t => t.ModelId == v.ModelId && t.Number == v.Number && t.Key == key && t.Value != value)),
                { IsTag: true, Comparator: "LIKE" } => versions.Where(v => tags.Any(t => t.ModelId == v.ModelId && t.Number == v.Number && t.Key == key && EF.Functions.Like(t.Value, value))),
                { IsTag: true } => versions.Where(v => tags.Any(t => t.ModelId == v.ModelId && t.Number == v.Number && t.Key == key && EF.Functions.ILike(t.Value, value))),
                { Key: "version_number" } => ByNumber(versions, clause.Comparator, clause.Whole),
                { Comparator: "IN" } => versions.Where(v => values.Contains(v.RunId)),
                { Key: "name" } => ByText(versions, v => v.Name, clause),
                { Key: "run_id" } => ByText(versions, v => v.RunId, clause),
                _ => ByText(versions, v => v.Source, clause),
            };
        }

        return versions;
    }

    private static IQueryable<ModelVersion> ByNumber(IQueryable<ModelVersion> versions, string comparator, int number) => comparator switch
    {
        "=" => versions.Where(v => v.Number == number),
        "!=" => versions.Where(v => v.Number != number),
        ">" => versions.Where(v => v.Number > number),
        ">=" => versions.Where(v => v.Number >= number),
        "<" => versions.Where(v => v.Number < number),
        _ => versions.Where(v => v.Number <= number),
    };

    private static IQueryable<ModelVersion> ByText(IQueryable<ModelVersion> versions, Expression<Func<ModelVersion, string>> text, FilterClause clause)
    {
        var value = clause.Value;
        var row = text.Parameters[0];
        Expression<Func<string, bool>> rule = clause.Comparator switch
        {
            "=" => t => t == value,
            "!=" => t => t != value,
            "LIKE" => t => EF.Functions.Like(t, value),
            _ => t => EF.Functions.ILike(t, value),
        };

        var body = ReplacingExpressionVisitor.Replace(rule.Parameters[0], text.Body, rule.Body);
        return versions.Where(Expression.Lambda<Func<ModelVersion, bool>>(body, row));
    }

    /// <summary>Whatever was asked for, name and number settle the rest, so that pages neither repeat nor skip.</summary>
    private static IEnumerable<(string Key, bool Ascending)> Complete(IReadOnlyList<(string Key, bool Ascending)> orders) =>
        orders.Count == 0 ? _usualOrder : orders.Concat(_usualOrder[1..].Where(u => orders.All(o => o.Key != u.Key)));

    private static IQueryable<ModelVersion> Ordered(IQueryable<ModelVersion> versions, IEnumerable<(string Key, bool Ascending)> orders)
    {
        IOrderedQueryable<ModelVersion>? ordered = null;

        foreach (var (key, ascending) in orders)
        {
            ordered = key switch
            {
                "name" => versions.By(ordered, v => v.Name, ascending),
                "version_number" => versions.By(ordered, v => v.Number, ascending),
                "creation_timestamp" => versions.By(ordered, v => v.CreatedAt, ascending),
                _ => versions.By(ordered, v => v.UpdatedAt, ascending),
            };
        }

        return ordered!;
    }
}
