using System.Security.Cryptography;
using System.Text;

namespace Assay.Catalog.Adoption;

/// <summary>The items of one kind as the catalog writes them, each with a digest by which a later catalog's change is seen.</summary>
public sealed class ItemDigests
{
    private readonly Dictionary<string, (string Digest, string Json)> _items;

    private ItemDigests(Dictionary<string, (string, string)> items) => _items = items;

    public (string Digest, string Json) this[string id] => _items[id];

    public bool Contains(string id) => _items.ContainsKey(id);

    public static ItemDigests Of(CatalogLibrary catalog, string kind) => new(catalog.Written(kind).EnumerateArray().ToDictionary(
        item => item.GetProperty("id").GetString()!,
        item => (Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(item.GetRawText()))), item.GetRawText())));
}
