using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;

namespace Assay.Registers;

/// <summary>A register, a page at a time. Pages are keyed by the last row, so a row that is added meanwhile moves nothing.</summary>
public sealed class ListRows<TRow>(Tenancy tenancy, Register<TRow> register, TimeProvider clock) where TRow : class, IRegisterRow, new()
{
    public const int PageSize = 100;

    private const char _separator = '~';

    /// <param name="Total">How many rows the query finds on all pages.</param>
    /// <param name="Next">What the next page comes after, or null on the last.</param>
    public sealed record Result(IReadOnlyList<TRow> Rows, int Total, string? Next, IReadOnlyDictionary<string, int> Counts);

    public async Task<Result> RunAsync(Actor actor, RegisterQuery query, CancellationToken stop)
    {
        await using var db = await tenancy.OpenAsync(actor.Organization, stop);

        var found = Find(db, query);
        var sort = SortOf(query);
        var page = query.After is { } after && Last(after) is var (text, id) ? sort.After(found, text, id, query.Descending) : found;
        var rows = await sort.Ordered(page, query.Descending).Take(PageSize + 1).ToListAsync(stop);

        var counts = new Dictionary<string, int> { [""] = await db.Set<TRow>().CountAsync(stop) };
        foreach (var view in register.Views) counts[view.Key] = await view.Of(db.Set<TRow>(), clock.Today).CountAsync(stop);

        var total = query.IsNarrowed ? await found.CountAsync(stop) : counts[""];
        var shown = rows.Take(PageSize).ToList();

        return new(shown, total, rows.Count > PageSize ? $"{sort.Text(shown[^1])}{_separator}{shown[^1].Id:n}" : null, counts);
    }

    /// <summary>The rows that a query finds, in no order.</summary>
    internal IQueryable<TRow> Find(AssayDb db, RegisterQuery query)
    {
        var rows = db.Set<TRow>().AsNoTracking();

        if (register.Views.FirstOrDefault(v => v.Key == query.Show) is { } view) rows = view.Of(rows, clock.Today);
        foreach (var column in register.Columns.Where(c => query.Filters.ContainsKey(c.Key))) rows = column.Having(rows, query.Filters[column.Key]);
        if (query.Search is { } words) rows = rows.Where(AnyContains(words));

        return rows;
    }

    internal Column<TRow> SortOf(RegisterQuery query) =>
        register.Columns.FirstOrDefault(c => c.Key == query.Sort && c.IsSortable) ?? register.Columns.First(c => c.IsSortable);

    private Expression<Func<TRow, bool>> AnyContains(string words)
    {
        var row = Expression.Parameter(typeof(TRow), "row");
        var any = register.Columns
            .Select(c => c.Containing(words)).OfType<Expression<Func<TRow, bool>>>()
            .Select(condition => new Renamed(condition.Parameters[0], row).Visit(condition.Body))
            .Aggregate(Expression.OrElse);

        return Expression.Lambda<Func<TRow, bool>>(any, row);
    }

    private static (string Text, Guid Id)? Last(string after) =>
        after.LastIndexOf(_separator) is >= 0 and var at && Guid.TryParse(after[(at + 1)..], out var id) ? (after[..at], id) : null;

    private sealed class Renamed(ParameterExpression from, ParameterExpression to) : ExpressionVisitor
    {
        protected override Expression VisitParameter(ParameterExpression node) => node == from ? to : node;
    }
}
