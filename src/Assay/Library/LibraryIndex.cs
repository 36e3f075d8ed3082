using Assay.Catalog;
using Assay.Catalog.Content;

namespace Assay.Library;

/// <summary>
/// All items with what they are filtered by, what they name and what names them. Built once, when first asked for, because
/// it reads every kind and a server may never show the library.
/// </summary>
public sealed class LibraryIndex
{
    private readonly Lazy<Dictionary<(string Kind, string Id), LibraryEntry>> _entries;
    private readonly Lazy<ILookup<(string Kind, string Id), LibraryEntry>> _namedBy;

    public LibraryIndex(CatalogLibrary catalog)
    {
        _entries = new(() =>
        {
            var facets = new ItemFacets(catalog);
            return catalog.Shelves.SelectMany(shelf => shelf.Items.Select(item => facets.Of(shelf.Kind, item))).ToDictionary(e => (e.Kind, e.Item.Id));
        });
        _namedBy = new(() => Entries
            .SelectMany(e => e.Item.Links.Select(l => (l.Kind, l.Id)).Distinct().Select(named => (Named: named, By: e)))
            .ToLookup(pair => pair.Named, pair => pair.By));
    }

    /// <summary>In the catalog's order.</summary>
    public IReadOnlyCollection<LibraryEntry> Entries => _entries.Value.Values;

    public LibraryEntry? Find(string kind, string id) => _entries.Value.GetValueOrDefault((kind, id));

    /// <summary>What the item names, each once.</summary>
    public IEnumerable<LibraryEntry> Names(LibraryEntry entry) =>
        entry.Item.Links.Select(l => Find(l.Kind, l.Id)).OfType<LibraryEntry>().Distinct();

    /// <summary>What names the item, and is not named by it already.</summary>
    public IEnumerable<LibraryEntry> NamedBy(LibraryEntry entry) => _namedBy.Value[(entry.Kind, entry.Item.Id)].Except(Names(entry));
}

/// <summary>An item on its shelf, and the words by which a list of items can be narrowed.</summary>
public sealed record LibraryEntry(
    string Kind, ICatalogItem Item, IReadOnlyList<string> Criteria, IReadOnlyList<Category> Categories, IReadOnlyList<Stage> Stages, IReadOnlyList<string> Frameworks)
{
    public string Href => LibraryKind.Href(Kind, Item.Id);
}
