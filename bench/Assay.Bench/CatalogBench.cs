using System.Diagnostics;
using System.Runtime.CompilerServices;
using Assay.Catalog;

namespace Assay.Bench;

/// <summary>What the first load of the whole catalog costs a program: every kind parsed, every link followed.</summary>
internal static class CatalogBench
{
    public static async IAsyncEnumerable<Figure> RunAsync([EnumeratorCancellation] CancellationToken stop)
    {
        var bytes = await File.ReadAllBytesAsync(Path.Join(Repository.Root, "artifacts/catalog/catalog.json"), stop);
        using var self = Process.GetCurrentProcess();

        var before = self.TotalProcessorTime;
        var items = CatalogLibrary.Open(bytes).Shelves.SelectMany(shelf => shelf.Items).ToList();
        var links = items.Sum(item => item.Links.Count());
        self.Refresh();

        yield return new($"load of the whole catalog, {items.Count} items with {links} links, processor time", Math.Round((self.TotalProcessorTime - before).TotalSeconds, 3), "s", null, 0.5);
    }
}
