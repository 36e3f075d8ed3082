namespace Assay.Catalog.Content;

/// <summary>What every kind of item has, so that lists, search and checks can treat them alike.</summary>
public interface ICatalogItem
{
    string Id { get; }

    string Title { get; }

    bool Ml { get; }

    IEnumerable<string> CriteriaIds { get; }

    /// <summary>Every other item that this one names, in the order of its fields.</summary>
    IEnumerable<ItemLink> Links { get; }
}

/// <summary>An item names another.</summary>
/// <param name="Kind">The kind of the item that is named, one of <see cref="ItemKind"/>.</param>
/// <param name="Place">The field that names it.</param>
/// <param name="Because">Why, where the field says so.</param>
public sealed record ItemLink(string Kind, string Id, string Place, string? Because = null)
{
    internal static IEnumerable<ItemLink> To(string kind, IEnumerable<string> ids, string? place = null) =>
        ids.Select(id => new ItemLink(kind, id, place ?? kind));

    internal static IEnumerable<ItemLink> To(IEnumerable<Mapping> criteria) =>
        criteria.Select(m => new ItemLink(ItemKind.Criteria, m.Id, ItemKind.Criteria, m.Because));
}
