namespace Assay.Catalog.Content;

/// <summary>What a company can take away or adopt as a whole.</summary>
public sealed record Kit : ICatalogItem
{
    public required string Id { get; init; }

    public required string Title { get; init; }

    public bool Ml { get; init; }

    public required string Ships { get; init; }

    /// <summary>Ids of items, folders or files of the catalog, or pages of the program, which begin with a slash.</summary>
    public required IReadOnlyList<string> Items { get; init; }

    IEnumerable<string> ICatalogItem.CriteriaIds => [];

    IEnumerable<ItemLink> ICatalogItem.Links => Items.Where(i => !IsPath(i)).Select(id => new ItemLink(ItemKind.OfId(id), id, "items"));

    public static bool IsPath(string item) => item.Contains('/', StringComparison.Ordinal);
}
