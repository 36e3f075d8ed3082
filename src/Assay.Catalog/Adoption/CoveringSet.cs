using Assay.Catalog.Content;

namespace Assay.Catalog.Adoption;

/// <summary>Adds to a set what it still needs to cover every criterion, each time the item that covers most of what is left.</summary>
internal static class CoveringSet
{
    public static IReadOnlyList<T> Complete<T>(IEnumerable<T> begun, IEnumerable<T> offered, IEnumerable<string> criteria) where T : ICatalogItem
    {
        List<T> set = [.. begun];
        var rest = offered.Where(o => set.TrueForAll(s => s.Id != o.Id)).OrderBy(o => o.Id, StringComparer.Ordinal).ToList();
        var bare = criteria.Except(set.SelectMany(i => i.CriteriaIds)).ToHashSet();

        while (bare.Count > 0 && rest.MaxBy(o => o.CriteriaIds.Count(bare.Contains)) is { } best && best.CriteriaIds.Any(bare.Contains))
        {
            set.Add(best);
            rest.Remove(best);
            bare.ExceptWith(best.CriteriaIds);
        }

        return set;
    }
}
