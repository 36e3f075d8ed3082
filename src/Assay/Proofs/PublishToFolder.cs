using Microsoft.Extensions.Options;

namespace Assay.Proofs;

/// <summary>One file for each checkpoint, and one that is the newest.</summary>
internal sealed class PublishToFolder(IOptions<LedgerOptions> options) : IPublication
{
    public async Task PublishAsync(OrganizationId organization, IReadOnlyList<PublishedCheckpoint> checkpoints, CancellationToken stop)
    {
        if (options.Value.Publish.Folder is { } folder) await WriteAsync(Path.Join(folder, organization.ToString()), checkpoints, stop);
    }

    internal static async Task WriteAsync(string folder, IReadOnlyList<PublishedCheckpoint> checkpoints, CancellationToken stop)
    {
        Directory.CreateDirectory(folder);

        foreach (var checkpoint in checkpoints) await WriteAsync(Path.Join(folder, $"{checkpoint.Size}"), checkpoint.Note, stop);
        await WriteAsync(Path.Join(folder, "checkpoint"), checkpoints[^1].Note, stop);
    }

    /// <summary>Whole or not at all.</summary>
    private static async Task WriteAsync(string path, string text, CancellationToken stop)
    {
        await File.WriteAllTextAsync($"{path}.new", text, stop);
        File.Move($"{path}.new", path, overwrite: true);
    }
}
