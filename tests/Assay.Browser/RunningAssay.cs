using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Assay.Browser;

/// <summary>The program as a user starts it, with its private database and the sample company, and a real Chromium before it.</summary>
public sealed partial class RunningAssay : IAsyncLifetime
{
    private readonly string _data = Directory.CreateTempSubdirectory("assay-browser-").FullName;
    private Process? _server;
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public string Address { get; } = $"http://localhost:{FreePort()}";

    /// <summary>The cookies of a signed-in owner.</summary>
    public string SignedIn { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        var (email, password) = await StartAsync();

        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Environment.GetEnvironmentVariable("ASSAY_CHROMIUM") ?? "/usr/bin/chromium",
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });

        await SignInAsync(email, password);
    }

    /// <summary>A new window of a signed-in owner.</summary>
    public async Task<IPage> OpenAsync(int width = 1440, ColorScheme scheme = ColorScheme.Light, bool script = true)
    {
        var context = await _browser!.NewContextAsync(new()
        {
            BaseURL = Address,
            ColorScheme = scheme,
            JavaScriptEnabled = script,
            StorageState = SignedIn is "" ? null : SignedIn,
            ViewportSize = new() { Width = width, Height = 900 },
        });

        return await context.NewPageAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null) await _browser.DisposeAsync();
        _playwright?.Dispose();

        if (_server is not null)
        {
            // Asked to stop as a terminal would, so that the database stops with it.
            using (var ask = Process.Start("kill", ["-TERM", $"{_server.Id}"])) await ask.WaitForExitAsync();
            await _server.WaitForExitAsync();
            _server.Dispose();
        }

        Directory.Delete(_data, recursive: true);
    }

    private async Task<(string Email, string Password)> StartAsync()
    {
        // A database that runs as another user must be able to reach its folder.
        File.SetUnixFileMode(_data, (UnixFileMode)0b111_101_101);

        _server = Process.Start(new ProcessStartInfo("dotnet", [Program(), "demo", "--urls", Address, "--data", Path.Join(_data, "data")])
        {
            WorkingDirectory = Path.Join(Root(), "src", "Assay"),
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        _server.ErrorDataReceived += (_, _) => { };
        _server.BeginErrorReadLine();

        while (await _server.StandardOutput.ReadLineAsync() is { } line)
        {
            if (Welcome().Match(line) is not { Success: true } found) continue;

            _ = _server.StandardOutput.ReadToEndAsync();          // a full pipe would stop the server
            return (found.Groups["email"].Value, found.Groups["password"].Value);
        }

        throw new InvalidOperationException("The server ended before it said how to sign in.");
    }

    private async Task SignInAsync(string email, string password)
    {
        var page = await OpenAsync();

        await page.GotoAsync("/sign-in");
        await page.GetByLabel("E-mail").FillAsync(email);
        await page.GetByLabel("Password").FillAsync(password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = "Today" }).WaitForAsync();

        SignedIn = await page.Context.StorageStateAsync();
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

    [GeneratedRegex(@"Sign in as (?<email>\S+) with the password (?<password>\S+)", RegexOptions.None, 1000)]
    private static partial Regex Welcome();
}
