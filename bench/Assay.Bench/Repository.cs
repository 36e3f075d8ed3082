using System.Diagnostics;

namespace Assay.Bench;

/// <summary>The checkout that this program was built from.</summary>
internal static class Repository
{
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    /// <returns>The published command line, as the launcher publishes it.</returns>
    public static async Task<string> PublishCliAsync(CancellationToken stop)
    {
        var folder = Path.Join(Root, "artifacts/publish/Assay.Cli/release");
        string[] arguments = ["publish", Path.Join(Root, "src/Assay.Cli"), "-c", "Release", "-v", "quiet", "-nologo", "-o", folder];

        // Standard output belongs to the figures.
        using var publish = Process.Start(new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true, UseShellExecute = false })!;
        await Console.Error.WriteAsync(await publish.StandardOutput.ReadToEndAsync(stop));
        await publish.WaitForExitAsync(stop);

        return publish.ExitCode == 0 ? Path.Join(folder, "assay") : throw new InvalidOperationException("The command line could not be published.");
    }

    /// <returns>The server in a release build, as the launcher builds it.</returns>
    public static async Task<string> BuildServerAsync(CancellationToken stop)
    {
        using var build = Process.Start(new ProcessStartInfo("dotnet", ["build", Path.Join(Root, "src/Assay"), "-c", "Release", "-v", "quiet", "-nologo"]) { RedirectStandardOutput = true, UseShellExecute = false })!;
        await Console.Error.WriteAsync(await build.StandardOutput.ReadToEndAsync(stop));
        await build.WaitForExitAsync(stop);

        return build.ExitCode == 0 ? Path.Join(Root, "artifacts/bin/Assay/release/Assay.Server.dll") : throw new InvalidOperationException("The server could not be built.");
    }

    private static string Find(string folder) =>
        File.Exists(Path.Join(folder, "Assay.slnx")) ? folder
        : Path.GetDirectoryName(folder) is { } parent ? Find(parent)
        : throw new DirectoryNotFoundException("This program must run inside the repository.");
}
