using System.Runtime.CompilerServices;
using Microsoft.Extensions.Options;

namespace Assay.Blobs;

/// <summary>Sealed files in the data folder, one folder for each organisation.</summary>
internal sealed class FolderPlace(IOptions<DatabaseOptions> options) : IBlobPlace
{
    private readonly string _root = BlobFolders.Of(options.Value).Kept;

    public Task TakeAsync(string file, string place, CancellationToken stop)
    {
        DurableFile.Move(file, PathOf(place));
        return Task.CompletedTask;
    }

    public Task<Stream> OpenAsync(string place, CancellationToken stop)
    {
        try
        {
            return Task.FromResult<Stream>(new FileStream(PathOf(place), FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, useAsync: true));
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new BlobDamagedException("Its file is missing.", missing);
        }
    }

    public Task RemoveAsync(string place, CancellationToken stop)
    {
        if (File.Exists(PathOf(place))) File.Delete(PathOf(place));
        return Task.CompletedTask;
    }

    public async IAsyncEnumerable<(string Place, DateTimeOffset At)> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken stop)
    {
        if (!Directory.Exists(PathOf(prefix))) yield break;

        foreach (var file in Directory.EnumerateFiles(PathOf(prefix), "*", SearchOption.AllDirectories))
        {
            stop.ThrowIfCancellationRequested();
            yield return (Path.GetRelativePath(_root, file), new DateTimeOffset(File.GetLastWriteTimeUtc(file)));
        }

        await Task.CompletedTask;
    }

    private string PathOf(string place) => Path.Join(_root, place);
}
