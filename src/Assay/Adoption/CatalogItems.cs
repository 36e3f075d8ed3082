using Assay.Catalog;
using Assay.Catalog.Adoption;

namespace Assay.Adoption;

/// <summary>The shipped controls as the catalog writes them, digested once.</summary>
internal static class CatalogItems
{
    private static readonly Lazy<ItemDigests> _controls = new(() => ItemDigests.Of(CatalogLibrary.Shipped, "controls"));

    public static ItemDigests Controls => _controls.Value;
}
