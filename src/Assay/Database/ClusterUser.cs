using System.Diagnostics;

namespace Assay.Database;

/// <summary>The operating system's user that PostgreSQL runs as: whoever started us, or <c>postgres</c> where that is root.</summary>
internal static class ClusterUser
{
    private const string _instead = "postgres";

    /// <summary>Makes a folder that nobody else can enter.</summary>
    public static async Task MakeFolderAsync(string path, CancellationToken stop)
    {
        if (Environment.IsPrivilegedProcess)
            await RunAsync(new ProcessStartInfo("install", ["-d", "-m", "0700", "-o", _instead, "-g", _instead, path]), stop);
        else
            Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    /// <summary>Runs a program to its end.</summary>
    /// <exception cref="StartRefusedException">It failed; the message is its own.</exception>
    public static async Task RunAsync(string program, IEnumerable<string> arguments, CancellationToken stop) =>
        await RunAsync(Command(program, arguments), stop);

    /// <summary>A program to be run as this user, out of reach of our terminal's Ctrl-C and of PostgreSQL variables meant for others.</summary>
    public static ProcessStartInfo Command(string program, IEnumerable<string> arguments)
    {
        string[] command = ["setsid", program, .. arguments];
        string[] whole = Environment.IsPrivilegedProcess
            ? ["setpriv", $"--reuid={_instead}", $"--regid={_instead}", "--init-groups", "--", .. command]
            : command;

        var start = new ProcessStartInfo(whole[0], whole.Skip(1)) { WorkingDirectory = "/", UseShellExecute = false };
        foreach (var name in start.Environment.Keys.Where(n => n.StartsWith("PG", StringComparison.Ordinal)).ToList()) start.Environment.Remove(name);

        return start;
    }

    private static async Task RunAsync(ProcessStartInfo start, CancellationToken stop)
    {
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;

        using var process = Process.Start(start) ?? throw new StartRefusedException($"{start.FileName} could not be started.");
        var (said, complained) = (process.StandardOutput.ReadToEndAsync(stop), process.StandardError.ReadToEndAsync(stop));
        await process.WaitForExitAsync(stop);
        await said;

        if (process.ExitCode != 0)
            throw new StartRefusedException($"The database could not be prepared: {(await complained).Trim()}");
    }
}
