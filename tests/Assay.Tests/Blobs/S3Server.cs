using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Assay.Tests.Blobs;

/// <summary>A small server that speaks the S3 protocol, as a process of its own. It comes from npm by a lock file, and only the tests need it.</summary>
public sealed class S3Server : IAsyncDisposable
{
    public const string Bucket = "assay";
    public const string Key = "S3RVER";

    private static readonly string _home = Repository.Folder("tests/s3");

    private readonly Process _process;

    private S3Server(Process process, string folder, Uri address) => (_process, Folder, Address) = (process, folder, address);

    public string Folder { get; }

    public Uri Address { get; }

    /// <returns>Null where it cannot be had: no npm, no network.</returns>
    public static async Task<S3Server?> TryStartAsync(CancellationToken stop)
    {
        if (!Directory.Exists(Path.Join(_home, "node_modules")) && await RunAsync("npm", ["ci", "--no-audit", "--no-fund"], stop) != 0) return null;

        var folder = Directory.CreateTempSubdirectory("assay-s3-").FullName;
        var port = FreePort();
        var start = new ProcessStartInfo("node", [Path.Join(_home, "node_modules/s3rver/bin/s3rver.js"), "--directory", folder, "--port", $"{port}", "--address", "127.0.0.1", "--silent", "--configure-bucket", Bucket])
        {
            UseShellExecute = false,
        };
        var server = new S3Server(Process.Start(start)!, folder, new($"http://127.0.0.1:{port}"));

        using var http = new HttpClient();
        for (var patience = 0; patience < 200; patience++)
        {
            try
            {
                await http.GetAsync(server.Address, stop);
                return server;
            }
            catch (HttpRequestException)
            {
                await Task.Delay(100, stop);
            }
        }

        await server.DisposeAsync();
        return null;
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
        Directory.Delete(Folder, recursive: true);
    }

    private static async Task<int> RunAsync(string program, string[] arguments, CancellationToken stop)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { WorkingDirectory = _home, UseShellExecute = false, RedirectStandardOutput = true })!;
            await process.StandardOutput.ReadToEndAsync(stop);
            await process.WaitForExitAsync(stop);
            return process.ExitCode;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return -1;
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
