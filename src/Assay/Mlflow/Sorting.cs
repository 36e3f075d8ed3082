using System.Linq.Expressions;

namespace Assay.Mlflow;

internal static class Sorting
{
    /// <summary>Sorts by one more key, below those that were there before.</summary>
    public static IOrderedQueryable<TRow> By<TRow, TKey>(this IQueryable<TRow> all, IOrderedQueryable<TRow>? before, Expression<Func<TRow, TKey>> key, bool ascending) => (before, ascending) switch
    {
        (null, true) => all.OrderBy(key),
        (null, false) => all.OrderByDescending(key),
        ({ } sorted, true) => sorted.ThenBy(key),
        ({ } sorted, false) => sorted.ThenByDescending(key),
    };
}
