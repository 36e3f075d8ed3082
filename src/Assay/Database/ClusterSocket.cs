using System.Security.Cryptography;
using System.Text;

namespace Assay.Database;

/// <summary>The folder that holds the private PostgreSQL's socket, which only its user can enter.</summary>
internal static class ClusterSocket
{
    // The kernel keeps 108 bytes for a socket's path, of which the last is a NUL.
    private const int _longestPath = 107;

    /// <summary>In the data folder; where that lies too deep, in a folder for running programs under a name made from it.</summary>
    public static string FolderFor(string dataFolder)
    {
        var name = $"assay-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(dataFolder)))[..16]}";

        string?[] places =
        [
            Path.Join(dataFolder, "run"),
            Environment.GetEnvironmentVariable("XDG_RUNTIME_DIR") is { Length: > 0 } own ? Path.Join(own, name) : null,
            Environment.IsPrivilegedProcess ? Path.Join("/run", name) : null,
            Path.Join(Path.GetTempPath(), name),
            Path.Join("/tmp", name),
        ];

        return places.OfType<string>().First(folder => Encoding.UTF8.GetByteCount(Path.Join(folder, ".s.PGSQL.5432")) <= _longestPath);
    }
}
