using System.Runtime.InteropServices;

namespace Assay.Blobs;

/// <summary>Makes sure that what was written is there after the power went: the file's bytes, and the folder's entry for it.</summary>
internal static partial class DurableFile
{
    private const int _directoryForReading = 0x10000;      // O_RDONLY | O_DIRECTORY on Linux

    public static void Move(string from, string to)
    {
        var folder = Path.GetDirectoryName(to)!;
        MakeFolder(folder);
        File.Move(from, to, overwrite: true);
        SyncFolder(folder);
    }

    private static void MakeFolder(string folder)
    {
        if (Directory.Exists(folder)) return;

        var parent = Path.GetDirectoryName(folder)!;
        MakeFolder(parent);
        Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        SyncFolder(parent);
    }

    private static void SyncFolder(string folder)
    {
        var handle = Open(folder, _directoryForReading);
        if (handle < 0) throw new IOException($"{folder} cannot be opened: error {Marshal.GetLastPInvokeError()}.");

        try
        {
            if (Sync(handle) != 0) throw new IOException($"{folder} cannot be written to disk: error {Marshal.GetLastPInvokeError()}.");
        }
        finally
        {
            _ = Close(handle);
        }
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Sync(int handle);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    private static partial int Close(int handle);
}
