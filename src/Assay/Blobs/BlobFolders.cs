namespace Assay.Blobs;

/// <summary>Where files lie on this machine: those that are kept, and those that are still coming in.</summary>
internal sealed record BlobFolders(string Kept, string Incoming)
{
    public static BlobFolders Of(DatabaseOptions options)
    {
        var root = Path.Join(Path.GetFullPath(options.DataFolder), "blobs");
        return new(Path.Join(root, "kept"), Path.Join(root, "incoming"));
    }
}
