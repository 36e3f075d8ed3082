using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;

namespace Assay.Browser;

/// <summary>The program as a user starts it, with its private database in a folder of its own.</summary>
public sealed class AssayServer : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("assay-browser-").FullName;
    private readonly string[] _verb;
    private Process? _process;

    private AssayServer(string[] verb) => _verb = verb;

    public string Address { get; } = $"http://localhost:{FreePort()}";

    /// <summary>What it says once it answers, such as how to come in. Empty where that is known already.</summary>
    public string Welcome { get; private set; } = "";

    public static async Task<AssayServer> StartAsync(params string[] verb)
    {
        var server = new AssayServer(verb);

        // A database that runs as another user must be able to reach its folder.
        File.SetUnixFileMode(server._folder, (UnixFileMode)0b111_101_101);
        await server.StartProcessAsync(saysWelcome: true);
        return server;
    }

    /// <summary>Kills the program without a word, as a power cut would, and starts it on the same data.</summary>
    public async Task KillAndStartAgainAsync()
    {
        _process!.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        await StartProcessAsync(saysWelcome: false);
    }

    /// <summary>A connection to its private database, for what no page can bring about.</summary>
    public string Login(string role) => $"Host={Path.Join(_folder, "data", "run")};Username={role};Database=assay;SSL Mode=Disable;GSS Encryption Mode=Disable;Pooling=false";

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            // Asked to stop as a terminal would, so that the database stops with it.
            using (var ask = Process.Start("kill", ["-TERM", $"{_process.Id}"])) await ask.WaitForExitAsync();
            await _process.WaitForExitAsync();
            _process.Dispose();
        }

        Directory.Delete(_folder, recursive: true);
    }

    private async Task StartProcessAsync(bool saysWelcome)
    {
        _process = Process.Start(new ProcessStartInfo("dotnet", [Program(), .. _verb, "--urls", Address, "--data", Path.Join(_folder, "data")])
        {
            WorkingDirectory = Path.Join(Root(), "src", "Assay"),
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        _process.ErrorDataReceived += (_, _) => { };
        _process.BeginErrorReadLine();

        var address = await _process.StandardOutput.ReadLineAsync();
        if (address is null) throw new InvalidOperationException("The server ended before it answered.");
        if (saysWelcome) Welcome = await _process.StandardOutput.ReadLineAsync() ?? "";

        _ = _process.StandardOutput.ReadToEndAsync();          // a full pipe would stop the server
    }

    /// <summary>The server of the same build as these tests.</summary>
    private static string Program() =>
        Path.Join(Root(), "artifacts", "bin", "Assay", Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory)), "Assay.Server.dll");

    private static string Root([CallerFilePath] string here = "") => Path.GetFullPath(Path.Join(here, "..", "..", ".."));

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
