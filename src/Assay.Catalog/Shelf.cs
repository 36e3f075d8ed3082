using Assay.Catalog.Content;

namespace Assay.Catalog;

/// <summary>All items of one kind, whatever they are made of. Nothing is read before somebody looks.</summary>
public sealed record Shelf(string Kind, IReadOnlyList<ICatalogItem> Items);
