using System.Globalization;

namespace Assay.Database;

/// <summary>Keeps a second server off a data folder. The kernel lets go of it however the first one dies.</summary>
internal sealed class ClusterLock : IDisposable
{
    private readonly FileStream _file;

    private ClusterLock(FileStream file) => _file = file;

    /// <exception cref="StartRefusedException">Another server has the folder, or we may not write there.</exception>
    public static ClusterLock Take(string dataFolder)
    {
        var path = Path.Join(dataFolder, "assay.lock");

        try
        {
            var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            File.WriteAllText(NoteOf(dataFolder), Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
            return new(file);
        }
        catch (UnauthorizedAccessException refused)
        {
            throw new StartRefusedException($"The data folder {dataFolder} belongs to another user. Name another one with --data DIR.", refused);
        }
        catch (IOException taken) when (File.Exists(path))
        {
            throw new StartRefusedException(
                $"Another Assay (process {Holder(dataFolder)}) is running on the data folder {dataFolder}. Stop it, or name another folder with --data DIR.", taken);
        }
    }

    public void Dispose() => _file.Dispose();

    // Who holds it is noted beside it: what is locked cannot be read.
    private static string NoteOf(string dataFolder) => Path.Join(dataFolder, "assay.pid");

    private static string Holder(string dataFolder) => File.Exists(NoteOf(dataFolder)) ? File.ReadAllText(NoteOf(dataFolder)) : "unknown";
}
