namespace Assay.Cli;

/// <summary>Where a command writes. A file appears whole or not at all: whoever reads it never sees half of one.</summary>
internal static class OutputFile
{
    /// <exception cref="RefusedException">The file cannot be written there.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        var fresh = $"{path}.new";

        try
        {
            using (var file = File.Create(fresh)) write(file);
            File.Move(fresh, path, overwrite: true);
        }
        catch (Exception failure)
        {
            if (File.Exists(fresh)) File.Delete(fresh);
            if (failure is not (IOException or UnauthorizedAccessException)) throw;
            throw new RefusedException($"'{path}' cannot be written: {failure.Message}");
        }
    }
}
