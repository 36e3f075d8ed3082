using System.Collections;
using System.Diagnostics.CodeAnalysis;
using Assay.Catalog.Content;

namespace Assay.Catalog;

/// <summary>The items of one kind, in the catalog's order and by id.</summary>
public sealed class Items<T>(Lazy<List<T>> list) : IReadOnlyList<T> where T : ICatalogItem
{
    private readonly Lazy<Dictionary<string, T>> _byId = new(() => list.Value.ToDictionary(item => item.Id));

    public int Count => list.Value.Count;

    public T this[int index] => list.Value[index];

    /// <exception cref="KeyNotFoundException">The catalog check would have found it.</exception>
    public T this[string id] => _byId.Value[id];

    public bool TryGet(string id, [MaybeNullWhen(false)] out T item) => _byId.Value.TryGetValue(id, out item);

    public IEnumerator<T> GetEnumerator() => list.Value.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
