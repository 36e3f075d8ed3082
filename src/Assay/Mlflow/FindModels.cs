using Assay.Models;
using Microsoft.EntityFrameworkCore;

namespace Assay.Mlflow;

/// <summary>MLflow's search over registered models: filter, order, pages.</summary>
internal sealed class FindModels(Tenancy tenancy)
{
    public const int MaxResults = 1_000;

    /// <summary>MLflow keeps its prompts as models with this tag, and shows them only to who asks for them.</summary>
    private const string _prompt = "mlflow.prompt.is_prompt";

    public async Task<ModelsReply> RunAsync(OrganizationId organization, string? filter, IReadOnlyList<string> orderBy, int take, string? token, CancellationToken stop)
    {
        var clauses = FilterText.Parse(filter, ["name"]);
        var orders = OrderText.Parse(orderBy, ["name", "creation_timestamp", "last_updated_timestamp", "timestamp"]);
        var offset = PageToken.Offset(token);

        await using var db = await tenancy.OpenAsync(organization, stop);
        var found = await Ordered(Filtered(db, clauses), orders).Skip(offset).Take(take + 1).ToListAsync(stop);

        return new((await db.ShowAsync([.. found.Take(take)], stop)).OrAbsent(), found.Count > take ? PageToken.Of(offset + take) : null);
    }

    private static IQueryable<RegisteredModel> Filtered(AssayDb db, IReadOnlyList<FilterClause> clauses)
    {
        var models = db.Set<RegisteredModel>().AsNoTracking().Where(m => m.DeletedAt == null);
        var tags = db.Set<ModelTag>();

        if (WantsPrompts(clauses)) models = models.Where(m => tags.Any(t => t.ModelId == m.Id && t.Key == _prompt && t.Value == "true"));
        else models = models.Where(m => !tags.Any(t => t.ModelId == m.Id && t.Key == _prompt && t.Value == "true"));

        foreach (var clause in clauses.Where(c => !c.IsTag || c.Key != _prompt))
        {
            var (key, value) = (clause.Key, clause.Value);
            models = (clause.IsTag, clause.Comparator) switch
            {
                (true, "=") => models.Where(m => tags.Any(t => t.ModelId == m.Id && t.Key == key && t.Value == value)),
                (true, "!=") => models.Where(m => tags.Any(t => t.ModelId == m.Id && t.Key == key && t.Value != value)),
                (true, "LIKE") => models.Where(m => tags.Any(t => t.ModelId == m.Id && t.Key == key && EF.Functions.Like(t.Value, value))),
                (true, _) => models.Where(m => tags.Any(t => t.ModelId == m.Id && t.Key == key && EF.Functions.ILike(t.Value, value))),
                (false, "=") => models.Where(m => m.Name == value),
                (false, "!=") => models.Where(m => m.Name != value),
                (false, "LIKE") => models.Where(m => EF.Functions.Like(m.Name, value)),
                _ => models.Where(m => EF.Functions.ILike(m.Name, value)),
            };
        }

        return models;
    }

    internal static bool WantsPrompts(IReadOnlyList<FilterClause> clauses) => clauses.Any(c => c.IsTag && c.Key == _prompt
        && ((c.Comparator == "=" && c.Value.Equals("true", StringComparison.OrdinalIgnoreCase)) || (c.Comparator == "!=" && c.Value.Equals("false", StringComparison.OrdinalIgnoreCase))));

    private static IQueryable<RegisteredModel> Ordered(IQueryable<RegisteredModel> models, IReadOnlyList<(string Key, bool Ascending)> orders)
    {
        IOrderedQueryable<RegisteredModel>? ordered = null;

        foreach (var (key, ascending) in orders.Any(o => o.Key == "name") ? orders : [.. orders, ("name", true)])
        {
            ordered = key switch
            {
                "name" => models.By(ordered, m => m.Name, ascending),
                "creation_timestamp" => models.By(ordered, m => m.CreatedAt, ascending),
                _ => models.By(ordered, m => m.UpdatedAt, ascending),
            };
        }

        return ordered!;
    }
}
