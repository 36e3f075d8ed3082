using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;

namespace Assay.Browser;

/// <summary>The npm package oidc-provider, a certified provider, as a process of its own.</summary>
public sealed class ProviderProcess : IAsyncDisposable
{
    private readonly Process _process;

    private ProviderProcess(Process process, int port) => (_process, Issuer) = (process, $"http://localhost:{port}");

    public string Issuer { get; }

    /// <summary>Of the client that it knows.</summary>
    public static string Secret => "a secret between two that is long enough";

    /// <param name="redirect">Where it may send people back to.</param>
    public static async Task<ProviderProcess> StartAsync(string redirect)
    {
        var folder = Path.Join(Here(), "provider");
        Assert.SkipUnless(Directory.Exists(Path.Join(folder, "node_modules")), $"The provider is not installed: run ./assay test, or npm ci in {folder}.");

        var port = FreePort();
        var process = Process.Start(new ProcessStartInfo("node", [Path.Join(folder, "provider.mjs"), $"{port}", redirect])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();

        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line != "ready") continue;

            _ = process.StandardOutput.ReadToEndAsync();
            return new(process, port);
        }

        throw new InvalidOperationException("The provider ended before it answered.");
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static string Here([CallerFilePath] string here = "") => Path.GetDirectoryName(here)!;

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
