using Microsoft.Extensions.Options;

namespace Assay.Secrets;

/// <summary>Where the installation key comes from: a variable, a file that is named, or a file of our own in the data folder.</summary>
/// <remarks>Several keys may stand there, the newest first: it seals, and the others still open what they sealed before.</remarks>
internal sealed class KeySource(IConfiguration settings, IOptions<DatabaseOptions> database)
{
    private const string _variable = "ASSAY_KEY";
    private const string _hint = "Make a key with: openssl rand -base64 32";

    private static readonly char[] _between = [' ', ',', '\n', '\r', '\t'];

    public bool IsVariable => settings[_variable] is { Length: > 0 };

    /// <summary>Where the key is, as a sentence goes on after "from".</summary>
    public string Words => IsVariable ? $"the variable {_variable}" : $"the file {Path}";

    private bool IsOurOwn => settings["Assay:KeyFile"] is null && settings.GetConnectionString("Assay") is not { Length: > 0 };

    private string Path => settings["Assay:KeyFile"] is { Length: > 0 } named ? named : System.IO.Path.Join(System.IO.Path.GetFullPath(database.Value.DataFolder), "key");

    /// <returns>Nothing where there is no key yet and one may be made.</returns>
    /// <exception cref="StartRefusedException">A key is there and cannot be used, or must be named and is not.</exception>
    public IReadOnlyList<InstallationKey> Read()
    {
        if (IsVariable) return Parse(settings[_variable]!);
        if (File.Exists(Path)) return ReadFile();
        if (IsOurOwn) return [];

        throw new StartRefusedException(settings["Assay:KeyFile"] is { } named
            ? $"There is no key file {named}, which Assay:KeyFile names. Put the installation's key back. For a new installation: {_hint}"
            : $"With a database server, name the key that seals its secrets: Assay:KeyFile or the variable {_variable}. {_hint}");
    }

    /// <summary>Replaces the file as a whole, or not at all.</summary>
    public void Write(IEnumerable<InstallationKey> keys)
    {
        var fresh = $"{Path}.new";
        File.Delete(fresh);

        using (var file = new FileStream(fresh, new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        }))
        {
            using var text = new StreamWriter(file, leaveOpen: true);
            foreach (var key in keys) text.WriteLine(key.Reveal());
            text.Flush();
            file.Flush(flushToDisk: true);
        }

        File.Move(fresh, Path, overwrite: true);
    }

    private IReadOnlyList<InstallationKey> ReadFile()
    {
        if ((File.GetUnixFileMode(Path) & ~(UnixFileMode.UserRead | UnixFileMode.UserWrite)) is not UnixFileMode.None)
            throw new StartRefusedException($"Others may read the key file {Path}. Run: chmod 600 {Path}");

        return Parse(File.ReadAllText(Path));
    }

    private IReadOnlyList<InstallationKey> Parse(string text)
    {
        var keys = text.Split(_between, StringSplitOptions.RemoveEmptyEntries).Select(InstallationKey.Parse).ToList();

        return keys.Count > 0 && keys.TrueForAll(k => k is not null)
            ? [.. keys.OfType<InstallationKey>()]
            : throw new StartRefusedException($"What stands in {Words} is not a key: 32 random bytes in base64 are asked for. {_hint}");
    }
}
